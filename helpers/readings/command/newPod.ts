import type { Workstation } from '../../lane/workstation.ts';
import type { Reading } from '../reading.ts';
import { readerCommand, type CommandOutcome } from './command.ts';

const names = '[.spec | (.containers + (.initContainers // []))[].name] | sort';

/**
 * The names of the containers that a pod would have which is made now, sorted, as JSON: what the admission webhooks add to it.
 * The pod is called newcomer and is not made (server-side dry run). Ends with kubectl's own status.
 */
export function newPod(station: Workstation, namespace?: string): Reading<CommandOutcome> {
  const place = namespace ? ` --namespace ${namespace}` : '';
  const run = `kubectl run newcomer${place} --image=curlimages/curl --dry-run=server -o json`;
  return readerCommand(station, `${run} | jq -c '${names}'; exit $PIPESTATUS`);
}
