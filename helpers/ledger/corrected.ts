import { misplaced } from './errata.ts';
import { LedgerError } from './errors.ts';
import type { LoadedClaim, LoadedDocument, StandingErratum } from './loaded.ts';

/** The errata that are still to be applied. Throws LedgerError for errata that exclude each other, or do not fit where they stand. */
export function errataLeft(
  { document, errata, conflicts }: Pick<LoadedDocument, 'document' | 'errata' | 'conflicts'>,
  claims: readonly LoadedClaim[],
): StandingErratum[] {
  const left = errata.filter(({ applied }) => !applied);
  const own = claims.filter((claim) => claim.document === document.path);
  const problems = [...conflicts, ...misplaced(document, left, own)];
  if (problems.length > 0) throw new LedgerError(problems);
  return left;
}
