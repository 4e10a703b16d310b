import type { Versions } from '../versions.ts';
import type { Environment } from './schema.ts';

type Measured = Pick<Environment, 'istio' | 'kubernetes' | 'proxy' | 'components'>;

/** The versions of a cluster by which claims may differ, as they were measured; what could not be read is left out. */
export function versionsOf({ istio, kubernetes, proxy, components }: Measured): Versions {
  const kept = components.find(({ name }) => name === 'compatibilityVersion')?.version ?? 'none';
  // an istiod that is told nothing has the defaults of its own release
  const compatibility = kept === 'none' ? istio : kept;
  const known = Object.entries({ istio, kubernetes, envoy: proxy, compatibility }).filter(([, version]) => version !== 'unknown');
  return Object.fromEntries(known);
}
