import type { Manifest } from '../kube/objects.ts';
import { deploymentReady, endpointsReady, podReady } from '../kube/ready.ts';
import { keyOf } from './applied.ts';

/** Waits until a workload's objects are what they say. */
export async function settled(objects: Manifest[]): Promise<void> {
  await Promise.all(
    objects.map((object) => {
      if (object.kind === 'Deployment') return deploymentReady(object);
      if (object.kind === 'Pod') return podReady(object.metadata?.namespace ?? '', object.metadata?.name ?? '');
      return Promise.resolve();
    }),
  );
  await Promise.all(objects.filter((one) => one.kind === 'Service' && one.spec?.selector).map((one) => endpointsReady(one)));
}

/** Whether a workload can be changed in place: objects of the same kinds, with the same selectors. */
export function isAlike(before: Manifest[], after: Manifest[]): boolean {
  const fixed = (objects: Manifest[]) =>
    JSON.stringify(objects.map((one) => [keyOf(one), one.kind === 'Deployment' ? one.spec.selector : undefined]));
  return fixed(before) === fixed(after);
}
