import { type Markup, markup } from '../web/markup.ts';
import { shortName } from '../pack/population.ts';
import { plural } from '../web/words.ts';
import { claimHead, heads, mark } from './marks.ts';
import type { Cell, Matrix, Row } from './schema.ts';

/** By section (m1-ex4): the heading in the document. */
export type Titles = ReadonlyMap<string, string>;

export const sectionOf = (id: string): string => id.split('-').slice(0, 2).join('-');

function section(key: string, claims: readonly Row[], { cells }: Matrix, titles: Titles): Markup {
  const apart = claims.filter(({ differs }) => differs === 'verdict' || differs === 'outcome').length;
  const title = markup`<b>${titles.get(key) ?? key}</b> <span class="aside">${key}, ${plural(claims.length, 'claim')}${apart > 0 && `, ${apart} of them differ`}</span>`;
  return folded(title, claims, cells);
}

/** Claims that have a verdict in some cells and none in others. */
export function renderUntested({ claims, cells }: Matrix): Markup | false {
  const some = claims.filter(({ differs }) => differs === 'tested');
  if (some.length === 0) return false;
  return markup`
<section class="every" id="differs-tested"><h2>Not tested everywhere <span class="aside">a verdict in some cells, none in others</span></h2>${folded(markup`<b>${plural(some.length, 'claim')}</b>`, some, cells)}</section>`;
}

function folded(title: Markup, claims: readonly Row[], cells: readonly Cell[]): Markup {
  return markup`
<details><summary>${title}</summary>
<div class="scroll" tabindex="0"><table class="grid"><thead><tr><th scope="col">Claim</th>${heads(cells)}</tr></thead><tbody>${claims.map(
    (row) => markup`
<tr>${claimHead(row)}${cells.map((cell, index) => mark(row.id, row.results[index] ?? null, cell))}</tr>`,
  )}</tbody></table></div></details>`;
}

/** Every claim, folded by document and section. */
export function renderEverything(matrix: Matrix, titles: Titles): Markup {
  const documents = Map.groupBy(matrix.claims, ({ document }) => document);
  return markup`
<section class="every" id="all"><h2>All claims <span class="aside">${plural(matrix.claims.length, 'claim')}; * is not as the ledger expects</span></h2>${[
    ...documents,
  ].map(
    ([path, claims]) => markup`
<h3>${shortName(path)}</h3>${[...Map.groupBy(claims, ({ id }) => sectionOf(id))].map(([key, own]) => section(key, own, matrix, titles))}`,
  )}</section>`;
}
