import { list, remove, type Manifest } from '../kube/objects.ts';
import { podGone } from '../kube/ready.ts';

/**
 * Ends pods that a reader's command made and that no controller will replace, also those that are about to go: the next claim's reader
 * gives the same names.
 *
 * @param kept names of pods that belong to the lane's world
 */
export async function endStrayPods(namespace: string, kept: ReadonlySet<string>): Promise<void> {
  const pods = await list('v1', 'Pod', namespace);
  const strays = pods.filter(({ metadata }) => !metadata?.ownerReferences && !kept.has(metadata?.name ?? ''));
  await Promise.all(strays.map((pod) => endPod({ ...pod, apiVersion: 'v1', kind: 'Pod' })));
}

/** Removes a pod at once, and waits until its name is free. */
export async function endPod(pod: Manifest): Promise<void> {
  await remove(pod, 0);
  await podGone(pod);
}
