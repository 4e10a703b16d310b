import { list, type Manifest } from './objects.ts';

export interface MissingImage {
  image: string;
  /** The kubelet's words. */
  says: string;
}

/** The kubelet's Events of an image that it does not get (pkg/kubelet/images). */
const reasons = ['Failed', 'BackOff', 'ErrImageNeverPull', 'InspectFailed'];
const words = /^(?:Failed to pull image|Back-off pulling image|Failed to apply default image tag|Container image) "([^"]+)"/;

/** An image that pods of these namespaces waited for in vain since an instant. Events tell of pods that are gone again, too. */
export async function missingImage(namespaces: readonly string[], since: Date): Promise<MissingImage | undefined> {
  const events = (await Promise.all(namespaces.map((name) => list('v1', 'Event', name)))).flat();
  return events.flatMap((event) => missingIn(event, since))[0];
}

function missingIn({ reason, message, lastTimestamp, eventTime, metadata }: Manifest, since: Date): MissingImage[] {
  const [, image] = (reasons.includes(reason as string) && words.exec(message as string)) || [];
  // an Event counts whole seconds
  const at = Date.parse((lastTimestamp ?? eventTime ?? metadata?.creationTimestamp) as string) + 1000;
  return image !== undefined && at >= since.getTime() ? [{ image, says: message as string }] : [];
}
