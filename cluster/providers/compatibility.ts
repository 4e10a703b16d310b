import { UsageError } from '../host/errors.ts';
import { readVersions } from '../versions.ts';

type Environment = Record<string, string | undefined>;

/**
 * The release whose defaults Istio is to keep (`values.compatibilityVersion`); undefined where COMPATIBILITY asks for none.
 *
 * @throws UsageError for one that this Istio's charts have no profile of
 */
export function compatibilityOf(istio: string, { COMPATIBILITY: wanted }: Environment): string | undefined {
  if (!wanted) return undefined;
  const known = readVersions().istio.versions[istio]?.compatibility ?? [];
  if (known.includes(wanted)) return wanted;
  throw new UsageError(`COMPATIBILITY=${wanted}: Istio ${istio} cannot keep the defaults of ${wanted}.`, {
    remedy: `Choose one of ${known.join(', ')}, or leave COMPATIBILITY out for its own defaults.`,
  });
}

/** @throws UsageError where COMPATIBILITY asks for an installation that is not ours */
export function refuseCompatibility(provider: string, { COMPATIBILITY }: Environment): void {
  if (!COMPATIBILITY) return;
  throw new UsageError(`COMPATIBILITY=${COMPATIBILITY}: provider ${provider} installs no Istio, so nothing would change.`, {
    remedy: 'Leave COMPATIBILITY out, or use PROVIDER=kind or PROVIDER=embedded.',
  });
}
