import { verdicts } from '../../helpers/verdict.ts';
import { type Content, type Markup, markup } from '../web/markup.ts';
import { renderShell, styleOf } from '../web/shell.ts';
import { badge, shapeDefinitions } from '../web/verdict.ts';
import { instant, plural } from '../web/words.ts';
import { renderDifferences } from './differences.ts';
import { renderEverything, renderUntested, type Titles } from './everything.ts';
import type { Cell, Matrix } from './schema.ts';
import { renderStated } from './stated.ts';

const styleSheets = ['tokens', 'base', 'first-screen', 'tables', 'document', 'diff', 'matrix', 'narrow', 'print'];

const endings = ['as the ledger expects', 'a verdict differs from the ledger', 'incomplete or inconclusive: not to be relied on'];

const versions = ({ istio, kubernetes, envoy, compatibility }: Record<string, string>): string =>
  [
    `Istio ${istio ?? 'unknown'}`,
    `Kubernetes ${kubernetes ?? 'unknown'}`,
    `Envoy ${envoy ?? 'unknown'}`,
    compatibility !== istio && `with the defaults of Istio ${compatibility ?? 'unknown'}`,
  ]
    .filter(Boolean)
    .join(', ');

function ranWith({ run, exit }: Cell): Content {
  if (!run) return markup`<p class="problem">no pack</p>`;
  const counts = verdicts.filter((verdict) => (run.counts[verdict] ?? 0) > 0);
  return [
    markup`<p>${versions(run.versions)} <span class="aside">(measured; provider ${run.provider})</span></p>`,
    markup`<p class="exit${exit === 0 ? '' : ' problem'}">${endings[exit]}</p>`,
    markup`<p class="aside">${run.status === 'complete' ? 'complete' : 'interrupted'}, ${instant(run.finished)}${run.selection !== 'all' && `; selection: ${run.selection.split(',').join(', ')}`}</p>`,
    markup`<p><a href="${run.href}">${run.id}</a>${!run.signer && markup` <span class="aside">not signed</span>`}</p>`,
    run.problems.length > 0 &&
      markup`<p class="problem">${plural(run.problems.length, 'problem')} of the pack: ${run.problems[0]}</p>`,
    markup`<p class="counts">${counts.map((verdict) => markup`<span>${badge(verdict)} ${run.counts[verdict] ?? 0}</span>`)}</p>`,
  ];
}

const card = (cell: Cell, index: number): Markup => markup`
<li class="card"><h2><span class="number">${index + 1}</span>${cell.title}</h2>${ranWith(cell)}${cell.says && markup`<p class="problem">${cell.says}</p>`}</li>`;

function headline({ claims, cells }: Matrix): Markup {
  const count = (...how: string[]) => claims.filter(({ differs }) => how.includes(differs)).length;
  const missing = cells.filter(({ run }) => !run).length;
  return markup`<p class="headline"><strong>${plural(count('verdict'), 'claim')} with another verdict</strong>, ${count('outcome')} with another outcome, ${count('tested')} not tested everywhere; ${count('no')} of ${plural(claims.length, 'claim')} alike in ${plural(cells.length, 'cell')}${missing > 0 && `, ${missing} of them without a pack`}.</p>`;
}

/** The page of a matrix: its cells, what differs between them, what the ledger states, and every claim. It needs no script. */
export async function renderMatrix(matrix: Matrix, titles: Titles): Promise<string> {
  const { cells, notes, at } = matrix;
  const body = markup`${shapeDefinitions}
<header class="top"><p class="kicker">Meshproof matrix <span>${instant(at)}</span></p><h1>What holds on which versions</h1>
${headline(matrix)}
${notes.map((note) => markup`<p class="problem">${note}</p>`)}
<ol class="cells">${cells.map(card)}</ol>
<nav aria-label="Parts of this page">${claims(matrix)}</nav></header>
<main>${renderDifferences(matrix)}${renderStated(matrix)}${renderUntested(matrix)}${renderEverything(matrix, titles)}</main>`;
  return renderShell('Meshproof: claims by version', await styleOf(styleSheets), body).toString();
}

const claims = ({ claims: all }: Matrix): Content => [
  (['verdict', 'outcome', 'tested'] as const).map(
    (how) =>
      all.some(({ differs }) => differs === how) &&
      markup`<a href="#differs-${how}">${{ verdict: 'Another verdict', outcome: 'Another outcome', tested: 'Not tested everywhere' }[how]}</a>`,
  ),
  all.some(({ stated }) => stated) && markup`<a href="#stated">Stated by the ledger</a>`,
  markup`<a href="#all">All claims</a>`,
];
