import { LedgerError } from './errors.ts';
import type { LoadedDocument, StandingErratum } from './loaded.ts';

/** The errata that are still to be applied. Throws LedgerError for errata that exclude each other, or do not fit where they stand. */
export function errataLeft({ errata, conflicts }: Pick<LoadedDocument, 'errata' | 'conflicts'>): StandingErratum[] {
  if (conflicts.length > 0) throw new LedgerError(conflicts);
  return errata.filter(({ applied }) => !applied);
}
