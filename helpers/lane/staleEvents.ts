import { list, remove, type Manifest } from '../kube/objects.ts';

/** Kinds of which worlds and claims make objects, and about which the cluster writes Events. */
const kinds = [
  ['v1', 'Pod'],
  ['apps/v1', 'ReplicaSet'],
  ['apps/v1', 'Deployment'],
] as const;

/** Removes the Events about objects that are gone. The API server keeps them for an hour: a claim would read those of its predecessors. */
export async function removeStaleEvents(namespace: string): Promise<void> {
  const [events, ...objects] = await Promise.all([
    list('v1', 'Event', namespace),
    ...kinds.map(([version, kind]) => list(version, kind, namespace)),
  ]);
  await Promise.all(staleOf(events, objects.flat()).map((event) => remove(event)));
}

/** The Events about a Pod, ReplicaSet or Deployment that is not among the objects, or about to go. */
export function staleOf(events: Manifest[], objects: Manifest[]): Manifest[] {
  const uids = new Set(objects.map(({ metadata }) => metadata?.uid as string));
  const goes = ({ metadata }: Manifest) => metadata?.deletionTimestamp || ownersOf(metadata).some(({ uid }) => !uids.has(uid));
  const there = new Set(objects.filter((one) => !goes(one)).map(({ metadata }) => metadata?.uid as string));
  return events.filter(
    ({ involvedObject }) => kinds.some(([, kind]) => kind === involvedObject?.kind) && !there.has(involvedObject?.uid),
  );
}

function ownersOf(metadata: Manifest['metadata']): { uid: string }[] {
  return (metadata?.ownerReferences ?? []) as { uid: string }[];
}
