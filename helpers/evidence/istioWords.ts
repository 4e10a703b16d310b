import type { Environment } from './schema.ts';

/** Istio as it ran: its version, and the release whose defaults it kept where these were not its own. */
export function istioWords({ istio, components }: Pick<Environment, 'istio' | 'components'>): string {
  const kept = components.find(({ name }) => name === 'compatibilityVersion')?.version;
  return kept && kept !== 'none' && kept !== 'unknown' ? `${istio} with the defaults of ${kept}` : istio;
}
