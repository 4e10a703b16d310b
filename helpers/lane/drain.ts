import type { Manifest } from '../kube/objects.ts';
import { times } from '../times.ts';

/**
 * How long connections from before the last change of a rule live on. Envoy replaces the filter chain and leaves its connections, each of
 * which answers one more request by the former rule (docs/decisions/0010-drained-connections.md).
 */
export class Drain {
  private since: number | undefined;

  /** The object was applied, changed or removed. */
  begins(object: Manifest): void {
    if (isListenerRule(object)) this.since = performance.now();
  }

  /** Milliseconds until the last one is closed. */
  get endsIn(): number {
    return this.since === undefined ? 0 : Math.max(0, times.drain - (performance.now() - this.since));
  }
}

/** AuthorizationPolicy, PeerAuthentication and RequestAuthentication stand in the filter chains of a proxy's inbound listener. */
function isListenerRule(object: Manifest): boolean {
  return object.apiVersion?.startsWith('security.istio.io/') ?? false;
}
