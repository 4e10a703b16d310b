import { UsageError } from '../errors.ts';
import type { Places } from './applied.ts';
import { and, type Erratum } from './errata.ts';
import type { Row } from './loaded.ts';

/**
 * The claims among those that are named whose errata are applied.
 *
 * @param named as somebody wrote it
 * @throws {UsageError} for a name without any
 */
export function appliedErrata(named: string, ids: readonly string[], errata: readonly Erratum[]): string[] {
  const applied = new Set(errata.flatMap(({ claims }) => claims));
  const found = ids.filter((id) => applied.has(id));
  if (found.length > 0) return found;
  const some = applied.size > 0 ? `These are: ${[...applied].join(', ')}` : 'No document has one applied';
  throw new UsageError(
    `CLAIMS=${named}: no erratum of it is applied. ${some}. What else has changed is taken over without CLAIMS: make ledger.`,
  );
}

/** These claims, and all that share an erratum or a verdict with one of them: their rows change together. */
export function withShared(ids: readonly string[], errata: readonly Erratum[], rows: readonly Row[]): ReadonlySet<string> {
  const shared = [
    ...errata.map(({ claims }) => claims),
    ...rows.flatMap(({ id, sameAs }) => (sameAs === undefined ? [] : [[id, sameAs]])),
  ];
  const all = new Set(ids);
  for (let before = -1; before < all.size;) {
    before = all.size;
    for (const group of shared) if (group.some((id) => all.has(id))) for (const id of group) all.add(id);
  }
  return all;
}

/** The applied errata of which no claim is named, and what a person is told of them. */
export function keptOf(
  applied: Places['applied'],
  named: ReadonlySet<string>,
  specOf: (id: string) => string | undefined,
): { applied: Places['applied']; told: string[] } {
  const kept = new Map([...applied].filter(([{ claims }]) => !claims.some((id) => named.has(id))));
  if (kept.size === 0) return { applied: kept, told: [] };
  const claims = [...kept].flatMap(([erratum, { first }]) => erratum.claims.map((id) => ({ id, first })));
  const specs = [...new Set(claims.flatMap(({ id }) => specOf(id) ?? []))];
  const turned = specs.length > 0 ? `, and what ${and(specs)} assert${specs.length > 1 ? '' : 's'} has to be turned` : '';
  return {
    applied: kept,
    told: [
      ...claims.map(
        ({ id, first }) => `  ${id}: its erratum is applied, at line ${first}. Nothing to accept: it is judged as corrected.`,
      ),
      `  make ledger CLAIMS=${claims.map(({ id }) => id).join(',')} writes the corrected words into the ledger; the errata go then${turned}.`,
    ],
  };
}
