import type { Workstation } from '../../lane/workstation.ts';
import { times } from '../../times.ts';
import type { Reading } from '../reading.ts';
import { readerCommand } from './command.ts';
import type { CommandOutcome } from './outcome.ts';

/**
 * Commands in a second cluster, of which kubectl and istioctl speak by then, in a namespace of the same name as the lane's. The cluster is
 * removed when the claim or the run has ended, in whatever way: a trap of the commands would die with them. Exit status 9: there is no
 * such cluster. Where it is not `made`, the commands make it, and speak of it behind the word `there`.
 */
export function elsewhere(
  station: Workstation,
  namespace: string,
  commands: string,
  { made = true }: { made?: boolean } = {},
): Reading<CommandOutcome> {
  const making = `make kind-up >/dev/null 2>&1 || exit 9
at_it
kubectl create namespace ${namespace} && kubectl config set-context --current --namespace ${namespace} || exit 9
`;
  const own = `export CLUSTER_NAME=${namespace}-own`;
  const script = `${own}
at_it() { export KUBECONFIG=/dev/null; eval "$(node_modules/.bin/node cluster/cli.ts status 2>/dev/null | grep ^export)"; }
there() { (at_it; "$@"); }
${made ? making : ''}${commands}`;
  return readerCommand(station, script, { limitMs: times.elsewhere, undo: `${own}; make --silent kind-down` });
}
