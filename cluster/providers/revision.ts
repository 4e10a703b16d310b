import { UsageError } from '../host/errors.ts';

/** @throws UsageError where REVISION asks a provider for another Istio than the one that it installs, which has no revision */
export function refuseRevision(provider: string, { REVISION }: Record<string, string | undefined>): void {
  if (!REVISION) return;
  throw new UsageError(`REVISION=${REVISION}: provider ${provider} installs one Istio, without a revision.`, {
    remedy: 'Leave REVISION out, or use PROVIDER=existing.',
  });
}
