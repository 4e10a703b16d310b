import type { MarkdownDocument } from '../documents/document.ts';
import { editorialLines } from './editorial.ts';
import type { Ledger } from './schema.ts';

/** Non-empty lines of a document, each in one list. `claimed` by a claim that a run decides, `editorial` by any other entry. */
export type Coverage = { claimed: number[]; editorial: number[]; unclassified: number[] };

const linesOfClaims = (document: MarkdownDocument, claims: Ledger['claims']): Set<number> =>
  new Set(
    claims.flatMap(({ line, quote }) => {
      const last = document.quoteEnd(line, quote) ?? line;
      return Array.from({ length: last - line + 1 }, (_, index) => line + index);
    }),
  );

/** Sorts every non-empty line of `document` by what its ledger says of it. */
export const coverage = (document: MarkdownDocument, ledger: Pick<Ledger, 'claims' | 'editorial'>): Coverage => {
  const tested = linesOfClaims(
    document,
    ledger.claims.filter(({ expected }) => expected !== 'editorial'),
  );
  const untested = linesOfClaims(
    document,
    ledger.claims.filter(({ expected }) => expected === 'editorial'),
  );
  for (const { lines } of ledger.editorial) for (const line of editorialLines(lines)) untested.add(line);

  const result: Coverage = { claimed: [], editorial: [], unclassified: [] };
  for (const [index, text] of document.lines.entries()) {
    if (text.trim() === '') continue;
    const line = index + 1;
    result[tested.has(line) ? 'claimed' : untested.has(line) ? 'editorial' : 'unclassified'].push(line);
  }
  return result;
};

/** Lines as ranges: 3-5, 9. */
export const asRanges = (lines: readonly number[]): string => {
  const ranges: [number, number][] = [];
  for (const line of lines) {
    const current = ranges.at(-1);
    if (current?.[1] === line - 1) current[1] = line;
    else ranges.push([line, line]);
  }
  return ranges.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ');
};

/** One line for a document, and one more for lines that its ledger says nothing of. */
export const describeCoverage = (path: string, { claimed, editorial, unclassified }: Coverage): string => {
  const counts = `${path}: ${claimed.length} lines claimed, ${editorial.length} editorial, ${unclassified.length} unclassified`;
  return unclassified.length > 0 ? `${counts}\n  unclassified: ${asRanges(unclassified)}` : counts;
};
