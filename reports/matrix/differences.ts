import { type Content, type Markup, markup } from '../web/markup.ts';
import { badge } from '../web/verdict.ts';
import { wordChanges } from '../web/wordChanges.ts';
import { plural } from '../web/words.ts';
import { claimHead, heads, mark, numbers, off, together } from './marks.ts';
import type { Cell, Matrix, Result, Row } from './schema.ts';

/** A reason may quote a list of pods: the pack and matrix.json have all of it. */
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)}…` : text);
const longest = 400;

const inCells = (of: readonly number[]): Markup =>
  markup`<span class="in">in ${of.length === 1 ? 'cell' : 'cells'} ${numbers(of)}:</span>`;

/** Each verdict with its reason. */
const reasons = ({ results }: Row): Content =>
  together(results, ({ verdict, standing, reason }) => `${verdict} ${standing} ${reason}`).map(
    ({ result, of }) =>
      markup`<li>${badge(result.verdict)} ${inCells(of)} ${cut(result.reason)}${off(result) !== undefined && markup` <span class="in">(${off(result)})</span>`}</li>`,
  );

const outputOf = ({ observed = [] }: Result) => cut(observed.join('\n'));

/** The same verdict: what was observed, and what of it is other words in other cells. */
function outputs({ results }: Row): Content {
  const [first, ...others] = together(results, outputOf);
  if (!first) return [];
  const before = outputOf(first.result);
  return [
    markup`<li>${inCells(first.of)} <span class="change-of-text">${before}</span></li>`,
    ...others.map(
      ({ result, of }) =>
        markup`<li>${inCells(of)} <span class="change-of-text">${wordChanges(before, outputOf(result))}</span></li>`,
    ),
  ];
}

function rows(row: Row, also: readonly string[], cells: readonly Cell[], why: (row: Row) => Content): Markup {
  return markup`
<tbody id="${row.id}"><tr class="asked">${claimHead(row, also)}${cells.map((cell, index) => mark(row.id, row.results[index] ?? null, cell))}</tr>
<tr class="why"><td colspan="${cells.length + 1}"><ul>${why(row)}</ul></td></tr></tbody>`;
}

/** Claims that differ in one way. A claim that repeats another is named with it where both differ. */
function group(
  { claims, cells }: Matrix,
  how: Row['differs'],
  title: string,
  says: string,
  why: (row: Row) => Content,
): Markup | false {
  const all = claims.filter(({ differs }) => differs === how);
  if (all.length === 0) return false;
  const ids = new Set(all.map(({ id }) => id));
  const own = all.filter(({ sameAs }) => sameAs === undefined || !ids.has(sameAs));
  const repeating = (id: string) => all.filter(({ sameAs }) => sameAs === id).map((one) => one.id);
  return markup`
<section class="group" id="differs-${how}"><h2>${title} <span class="aside">${plural(all.length, 'claim')}: ${says}</span></h2>
<div class="scroll" tabindex="0"><table class="grid"><thead><tr><th scope="col">Claim</th>${heads(cells)}</tr></thead>${own.map((row) => rows(row, repeating(row.id), cells, why))}</table></div></section>`;
}

/** What differs between the cells: verdicts first, then outcomes. */
export const renderDifferences = (matrix: Matrix): Content => [
  group(matrix, 'verdict', 'Another verdict', 'what the documents say holds in some cells and not in others', reasons),
  group(matrix, 'outcome', 'Another outcome', 'the same verdict, and another statement disagreed, or otherwise', outputs),
];
