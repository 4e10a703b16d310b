import { stringify } from 'yaml';
import { messageOf } from '../errors.ts';
import { list, type Manifest } from '../kube/objects.ts';
import type { Lane } from '../lane/lane.ts';
import { reading, type Reading } from '../readings/reading.ts';

/** The lane of a claim that taught nothing, for whoever asks why: its events and its pods as the API server has them now. */
export function diagnosis({ namespaces }: Pick<Lane, 'namespaces'>): Reading<string> {
  let found: { events: Manifest[]; pods: Manifest[] } = { events: [], pods: [] };
  const ask = async () => {
    found = { events: await inAll('Event'), pods: await inAll('Pod') };
    return `${found.events.length} events, ${found.pods.length} pods`;
  };
  const inAll = async (kind: string) => (await Promise.all(namespaces.map((name) => list('v1', kind, name)))).flat();
  return reading(`events and pods of ${namespaces.join(' and ') || 'a lane without a namespace'}`, 'api-object', ask, {
    blanks: [],
    prove: async () => ({ works: true, says: 'no verdict hangs on it' }),
    command: `kubectl --namespace ${namespaces[0]} get events,pods --output yaml`,
    artifacts: () => [
      { name: 'events.yaml', content: stringify(found.events), mediaType: 'application/yaml' },
      { name: 'pods.yaml', content: stringify(found.pods), mediaType: 'application/yaml' },
    ],
  });
}

/** Takes the diagnosis. A cluster that does not answer is a diagnosis too, and never hides the claim's own reason. */
export async function diagnose(
  lane: Lane,
  record: (reading: Reading<string>, sample: Awaited<ReturnType<Reading<string>['take']>>) => void,
): Promise<void> {
  const asked = diagnosis(lane);
  const at = new Date();
  record(asked, await asked.take().catch((error: unknown) => ({ value: '', says: messageOf(error), at, ms: 0 })));
}
