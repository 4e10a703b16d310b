import { list, type Manifest } from './objects.ts';

export interface MissingImage {
  image: string;
  /** The kubelet's words. */
  says: string;
}

/** The kubelet's Events of an image that it does not get (pkg/kubelet/images). */
const reasons = ['Failed', 'BackOff', 'ErrImageNeverPull', 'InspectFailed'];
const words = /^(?:Failed to pull image|Back-off pulling image|Failed to apply default image tag|Container image) "([^"]+)"/;

const pulled = /^(?:Successfully pulled image|Container image) "([^"]+)"/;

/**
 * An image that pods of these namespaces waited for in vain since an instant. Events tell of pods that are gone again, too. A pod that got
 * its image in the end did not wait in vain.
 */
export async function missingImage(namespaces: readonly string[], since: Date): Promise<MissingImage | undefined> {
  const events = (await Promise.all(namespaces.map((name) => list('v1', 'Event', name)))).flat();
  return events.flatMap((event) => missingIn(event, since, events))[0];
}

function missingIn(event: Manifest, since: Date, events: readonly Manifest[]): MissingImage[] {
  const [, image] = (reasons.includes(event.reason as string) && words.exec(event.message as string)) || [];
  const isHad = (later: Manifest) =>
    later.reason === 'Pulled' &&
    pulled.exec(later.message as string)?.[1] === image &&
    later.involvedObject?.uid === event.involvedObject?.uid &&
    instantOf(later) >= instantOf(event);
  // an Event counts whole seconds
  const isMissing = image !== undefined && instantOf(event) + 1000 >= since.getTime() && !events.some(isHad);
  return isMissing ? [{ image, says: event.message as string }] : [];
}

function instantOf({ lastTimestamp, eventTime, metadata }: Manifest): number {
  return Date.parse((lastTimestamp ?? eventTime ?? metadata?.creationTimestamp) as string);
}
