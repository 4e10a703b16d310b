import type { MarkdownDocument } from '../documents/document.ts';
import { linesOf, type Rewording } from '../documents/reworded.ts';
import type { Problem } from './errors.ts';
import { isWrong } from './otherwise.ts';
import type { LedgerClaim } from './schema.ts';

/** What should stand in place of some lines of a document, and the claims that are wrong there as they are written. */
export type Erratum = Rewording & { claims: string[] };

/** A claim as far as its erratum goes. */
export type Wrong = Pick<LedgerClaim, 'id' | 'quote' | 'expected' | 'erratum'> &
  Partial<Pick<LedgerClaim, 'versions'>> & {
    line: number;
    document: string;
    ledgerFile: string;
    ledgerLine: number;
  };

/** Last line of a claim's quote as the document was written: an erratum's quote has the line ends of the document. */
export const lastLineOf = ({ line, quote }: Pick<Wrong, 'line' | 'quote'>): number => line + linesOf(quote).length - 1;

/** The erratum of one claim: its text stands for the whole lines on which the quote stands. */
export const erratumOf = (claim: Wrong): Erratum[] =>
  claim.erratum && isWrong(claim)
    ? [{ first: claim.line, last: lastLineOf(claim), text: claim.erratum.text.trimEnd(), claims: [claim.id] }]
    : [];

/**
 * The errata of one document by line, each with every claim that asks for it. `conflicts`: lines for which claims have different texts;
 * none of these is among the errata.
 */
export function errataOf(claims: readonly Wrong[]): { errata: Erratum[]; conflicts: Problem[] } {
  const together: Erratum[][] = [];
  for (const one of claims.flatMap(erratumOf).sort((a, b) => a.first - b.first)) {
    const group = together.at(-1);
    if (group && one.first <= Math.max(...group.map(({ last }) => last))) group.push(one);
    else together.push([one]);
  }
  const agree = (group: Erratum[]) => new Set(group.map(({ text }) => text)).size === 1;
  return {
    errata: together.filter(agree).map(merged),
    conflicts: together.filter((group) => !agree(group)).map((group) => conflict(merged(group), claims)),
  };
}

const merged = (group: Erratum[]): Erratum => ({
  first: Math.min(...group.map(({ first }) => first)),
  last: Math.max(...group.map(({ last }) => last)),
  text: group[0]?.text ?? '',
  claims: group.flatMap((one) => one.claims),
});

export const and = (names: readonly string[]): string =>
  [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');

const placeOf = (ids: readonly string[], claims: readonly Wrong[]) => {
  const row = claims.find(({ id }) => id === ids[0]);
  return { file: row?.ledgerFile ?? '', line: row?.ledgerLine, document: row?.document ?? '' };
};

function conflict({ first, last, claims: ids }: Erratum, claims: readonly Wrong[]): Problem {
  const { file, line, document } = placeOf(ids, claims);
  const lines = first === last ? `${first}` : `${first}-${last}`;
  return {
    file,
    line,
    what: `the errata of ${and(ids)} replace ${document}:${lines} by different texts`,
    remedy: 'Give each of them the one text that carries every correction of the line',
  };
}

const fence = /^\s*```/m;

/** How a line of Markdown begins that is more than prose: a heading's or a list item's mark. */
const markOf = (line: string): string => /^\s*(#{1,6}(?=\s)|[-*+](?=\s)|\d+[.)](?=\s))/.exec(line)?.[1] ?? '';

/**
 * Errata that do not fit the document as it is written: the text is something else than the line that it replaces (no heading for a
 * heading, no list item for a list item), or the quote goes over more lines than it says.
 */
export function misplaced(document: MarkdownDocument, errata: readonly Erratum[], claims: readonly Wrong[]): Problem[] {
  return errata.flatMap(({ first, text, claims: ids }) => [
    ...folded(
      document,
      claims.filter(({ id }) => ids.includes(id)),
    ),
    ...unlike(document, first, text, { ids, ...placeOf(ids, claims) }),
  ]);
}

const folded = (document: MarkdownDocument, claims: readonly Wrong[]): Problem[] =>
  claims.flatMap((claim) => {
    const last = document.quoteEnd(claim.line, claim.quote) ?? lastLineOf(claim);
    if (last === lastLineOf(claim)) return [];
    const what = `claim ${claim.id}: its quote goes on to ${document.path}:${last}, and has no line ends of its own`;
    return [
      { file: claim.ledgerFile, line: claim.ledgerLine, what, remedy: 'Quote the lines as they stand, with a YAML block (|-)' },
    ];
  });

function unlike(
  document: MarkdownDocument,
  first: number,
  text: string,
  { ids, file, line }: { ids: readonly string[]; file: string; line: number | undefined },
): Problem[] {
  const mark = markOf(document.lines[first - 1] ?? '');
  const [begins = ''] = linesOf(text);
  if (fence.test(text)) {
    const what = `the erratum of ${and(ids)}, at ${document.path}:${first}, begins or ends a code block`;
    return [{ file, line, what, remedy: 'Correct the lines within a block, or the prose around it' }];
  }
  if (document.isCode(first) || markOf(begins) === mark) return [];
  const is = mark ? `begins with "${mark}"` : 'is prose';
  const what = `the erratum of ${and(ids)} puts "${begins}" in place of ${document.path}:${first}, which ${is}`;
  return [{ file, line, what, remedy: 'Quote the line where the correction stands, or begin its text alike' }];
}
