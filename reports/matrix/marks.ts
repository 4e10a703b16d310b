import { type Content, type Markup, markup } from '../web/markup.ts';
import { shape, standings } from '../web/verdict.ts';
import type { Cell, Result, Row } from './schema.ts';

/** The cells' numbers as the heads of columns; the cards at the top of the page say what each is. */
export const heads = (cells: readonly Cell[]): Markup[] =>
  cells.map(({ title }, index) => markup`<th scope="col"><abbr title="${title}">${index + 1}</abbr></th>`);

/** `1, 3`: numbers of cells, from 1. */
export const numbers = (of: readonly number[]): string => of.join(', ');

/** What differs from the ledger has to be told; what agrees does not. */
export const off = ({ standing, expected }: Result): string | undefined =>
  ['differs', 'undecided', 'inconclusive', 'no-result'].includes(standing)
    ? `${standings[standing]}, expected ${expected}`
    : undefined;

/** One result, which leads to its claim in the cell's pack. */
export function mark(id: string, result: Result | null, cell: Cell): Markup {
  if (!result) return markup`<td class="none">–</td>`;
  const { verdict } = result;
  const words: Content = markup`<span class="badge">${shape(verdict)}<span class="word">${verdict}</span></span>`;
  const told = cell.run ? markup`<a href="${cell.run.href}#${id}">${words}</a>` : words;
  const how = off(result);
  return markup`<td data-verdict="${verdict}">${told}${how && markup`<abbr title="${how}">*</abbr>`}</td>`;
}

/** The claim at the head of its line. */
export const claimHead = ({ id, says }: Row, also: readonly string[] = []): Markup =>
  markup`<th scope="row"><span class="id">${id}</span><span class="says aside">${says}</span>${also.length > 0 && markup`<span class="says aside">The same of ${also.join(', ')}.</span>`}</th>`;

/** Cells with equal results together: each group with its first result and the numbers of its cells. */
export function together(
  results: readonly (Result | null)[],
  key: (result: Result) => string,
): { result: Result; of: number[] }[] {
  const known = results.flatMap((result, index) => (result ? [{ result, cell: index + 1 }] : []));
  return [...Map.groupBy(known, ({ result }) => key(result)).values()].map((same) => ({
    result: (same[0] as (typeof same)[number]).result,
    of: same.map(({ cell }) => cell),
  }));
}
