import type { MarkdownDocument, Passage } from '../documents/document.ts';
import { normalise } from '../documents/normalise.ts';
import type { Spot } from '../documents/anchor.ts';
import type { Ledger } from './schema.ts';

/**
 * The passages of a document that can state something, each in one list: `claimed` by a claim that a run decides, `editorial` by any other
 * entry. A heading counts only where a claim quotes it.
 */
export type Coverage = { claimed: Passage[]; editorial: Passage[]; unclassified: Passage[] };

/** @param quoted where claims stand, and whether a run decides them */
export function coverage(
  { passages }: MarkdownDocument,
  quoted: readonly (Pick<Spot, 'from' | 'to'> & { tested: boolean })[],
  editorial: Ledger['editorial'],
): Coverage {
  const named = new Set(editorial.flatMap(({ quotes }) => quotes.map(normalise)));
  const result: Coverage = { claimed: [], editorial: [], unclassified: [] };
  for (const [index, passage] of passages.entries()) {
    const claims = quoted.filter(({ from, to }) => from <= index && index <= to);
    if (claims.some(({ tested }) => tested)) result.claimed.push(passage);
    else if (claims.length > 0 || named.has(passage.text)) result.editorial.push(passage);
    else if (passage.kind !== 'heading') result.unclassified.push(passage);
  }
  return result;
}

/** One line for a document, and one more for each passage that its ledger says nothing of. */
export const describeCoverage = (path: string, { claimed, editorial, unclassified }: Coverage): string =>
  [
    `${path}: ${claimed.length} sentences and commands claimed, ${editorial.length} editorial, ${unclassified.length} unclassified`,
    ...unclassified.map(({ first, text }) => `  unclassified: line ${first}: ${text}`),
  ].join('\n');
