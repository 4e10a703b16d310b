import type { MarkdownDocument, Passage } from '../documents/document.ts';
import { normalise } from '../documents/normalise.ts';
import type { Spot } from '../documents/anchor.ts';
import type { Ledger, Undecided } from './schema.ts';

/**
 * The passages of a document that can state something, each in one list: `claimed` by a claim that a run decides, `editorial` by any other
 * entry. A heading counts only where a claim quotes it. A passage with a proposal is unclassified until a person decides.
 */
export type Coverage = { claimed: Passage[]; editorial: Passage[]; unclassified: Unclassified[] };

export type Unclassified = Passage & { undecided?: Undecided };

type Span = Pick<Spot, 'from' | 'to'>;

/**
 * @param quoted where claims stand, and whether a run decides them
 * @param proposed where passages stand that the ledger lists as undecided
 */
export function coverage(
  { passages }: MarkdownDocument,
  quoted: readonly (Span & { tested: boolean })[],
  editorial: Ledger['editorial'],
  proposed: readonly (Span & { undecided: Undecided })[] = [],
): Coverage {
  const named = new Set(editorial.flatMap(({ quotes }) => quotes.map(normalise)));
  const result: Coverage = { claimed: [], editorial: [], unclassified: [] };
  for (const [index, passage] of passages.entries()) {
    const holds = ({ from, to }: Span) => from <= index && index <= to;
    const claims = quoted.filter(holds);
    if (claims.some(({ tested }) => tested)) result.claimed.push(passage);
    else if (claims.length > 0 || named.has(passage.text)) result.editorial.push(passage);
    else if (passage.kind !== 'heading') {
      const undecided = proposed.find(holds)?.undecided;
      result.unclassified.push(undecided ? { ...passage, undecided } : passage);
    }
  }
  return result;
}

/** One line for a document, and one more for each passage that its ledger says nothing of; a proposal for several passages has one. */
export const describeCoverage = (path: string, { claimed, editorial, unclassified }: Coverage): string =>
  [
    `${path}: ${claimed.length} sentences and commands claimed, ${editorial.length} editorial, ${unclassified.length} unclassified`,
    ...unclassified.flatMap(({ first, text, undecided }, index) => {
      if (!undecided) return [`  unclassified: line ${first}: ${text}`];
      const another = undecided !== unclassified[index - 1]?.undecided;
      return another ? [`  undecided: line ${first}: ${text} (${describeProposal(undecided)})`] : [];
    }),
  ].join('\n');

const describeProposal = ({ propose, id, reason }: Undecided): string =>
  `${[propose ?? 'no proposal', propose === 'claim' ? id : undefined].filter(Boolean).join(' ')}: ${reason}`;
