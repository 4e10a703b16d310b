import type { Workstation } from '../../lane/workstation.ts';
import { times } from '../../times.ts';
import type { Reading } from '../reading.ts';
import { readerCommand } from './command.ts';
import type { CommandOutcome } from './outcome.ts';

/**
 * Commands in a second cluster, of which kubectl and istioctl speak by then, in a namespace of the same name as the lane's. The cluster is
 * removed however the commands end. Exit status 9: there is no such cluster.
 */
export function elsewhere(station: Workstation, namespace: string, commands: string): Reading<CommandOutcome> {
  const script = `export CLUSTER_NAME=${namespace}-own
trap 'make --silent kind-down >/dev/null 2>&1' EXIT
make kind-up >/dev/null 2>&1 || exit 9
export KUBECONFIG=/dev/null
eval "$(node_modules/.bin/node cluster/cli.ts status 2>/dev/null | grep ^export)"
kubectl create namespace ${namespace} && kubectl config set-context --current --namespace ${namespace} || exit 9
${commands}`;
  return readerCommand(station, script, { limitMs: times.elsewhere });
}
