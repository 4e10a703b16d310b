import { UsageError } from '../host/errors.ts';

/** @throws UsageError where ENVOY asks a provider for another proxy than its Istio brings */
export function refuseEnvoy(provider: string, { ENVOY }: Record<string, string | undefined>): void {
  if (!ENVOY) return;
  throw new UsageError(`ENVOY=${ENVOY}: provider ${provider} runs the Envoy of its Istio.`, {
    remedy: 'Leave ENVOY out, or use PROVIDER=embedded, which builds another.',
  });
}
