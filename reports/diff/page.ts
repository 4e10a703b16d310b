import { istioWords } from '../../helpers/evidence/istioWords.ts';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { wordChanges } from '../web/wordChanges.ts';
import { duration, instant, plural } from '../web/words.ts';
import { renderShell, styleOf } from '../web/shell.ts';
import { badge, shapeDefinitions } from '../web/verdict.ts';
import { type Content, type Markup, markup } from '../web/markup.ts';
import {
  type ClaimChange,
  compare,
  type Comparison,
  type Group,
  groups,
  type Named,
  observed,
} from '../../helpers/evidence/compare.ts';

/** One side of a comparison. */
export interface Side {
  evidence: Evidence;
  /** Address of the pack's index.html, relative to the page of the comparison. */
  href: string;
}

const styleSheets = ['tokens', 'base', 'first-screen', 'tables', 'document', 'diff', 'narrow', 'print'];

const meanings: Record<Group, string> = {
  'new failure': 'held before or did not exist; does not hold now',
  fixed: 'did not hold before; holds now',
  gone: 'no longer in the ledger',
  'no longer tested': 'had a verdict before; has none now',
  'new claim': 'not in the ledger before',
  'newly tested': 'had no verdict before',
  'verdict changed': 'another verdict, which the ledger expects',
  'changed text': 'another quote or erratum',
  'changed output': 'the same verdict, with another output',
  slower: 'takes more than twice as long to settle, and over a second longer',
};

const settled = ({ settledMs }: ClaimEvidence) => duration(settledMs);

/** The differences of a claim, in the order of its aspects. */
function details({ before, after, aspects }: ClaimChange): Content[] {
  const has = (group: Group) => aspects.includes(group);
  if (!before || !after)
    return [markup`<p>${(after ?? before)?.says}</p>`, after && markup`<p class="aside">${after.reason}</p>`];
  return [
    before.verdict !== after.verdict && markup`<p>${badge(before.verdict)} → ${badge(after.verdict)}</p>`,
    (has('new failure') || has('fixed') || has('verdict changed')) && markup`<p>${wordChanges(before.reason, after.reason)}</p>`,
    has('changed text') && markup`<p class="change-of-text">${wordChanges(before.quote, after.quote)}</p>`,
    has('changed output') &&
      markup`<p class="change-of-text">${wordChanges(observed(before).join('\n'), observed(after).join('\n'))}</p>`,
    has('slower') && markup`<p>settled after ${settled(before)} → <strong>${settled(after)}</strong></p>`,
  ];
}

function row(change: ClaimChange, a: Side, b: Side): Markup {
  const { id, before, after, aspects } = change;
  return markup`
<tr><th scope="row">${id}<span class="aside">${before && markup`<a href="${a.href}#${id}">A</a> `}${after && markup`<a href="${b.href}#${id}">B</a>`}</span>${aspects.length > 1 && markup`<span class="aside">also: ${aspects.slice(1).join(', ')}</span>`}</th><td>${details(change)}</td></tr>`;
}

function group(name: Group, { claims }: Comparison, a: Side, b: Side): Markup | false {
  const own = claims.filter((claim) => claim.group === name);
  if (own.length === 0) return false;
  return markup`
<section class="group" id="${name.replaceAll(' ', '-')}"><h2>${name} <span class="aside">${plural(own.length, 'claim')}: ${meanings[name]}</span></h2><table class="stacking"><thead><tr><th scope="col">Claim</th><th scope="col">What is different</th></tr></thead><tbody>${own.map((one) => row(one, a, b))}</tbody></table></section>`;
}

const named = (title: string, what: readonly Named[]): Markup | false =>
  what.length > 0 &&
  markup`
<section><h2>${title}</h2><table class="stacking"><thead><tr><th scope="col">Name</th><th scope="col">A</th><th scope="col">B</th></tr></thead><tbody>${what.map(
    ({ name, before, after }) =>
      markup`<tr><th scope="row">${name}</th><td class="digest">${before ?? 'none'}</td><td class="digest">${after ?? 'none'}</td></tr>`,
  )}</tbody></table></section>`;

const side = (letter: string, { evidence: { run }, href }: Side): Markup =>
  markup`<div class="card"><h2>${letter}: <a href="${href}">${run.id}</a></h2><p class="aside">${instant(run.started)}, suite ${run.suite.commit.slice(0, 12)}${run.suite.dirty && ' with uncommitted changes'}; Kubernetes ${run.environment.kubernetes}, Istio ${istioWords(run.environment)}, Envoy ${run.environment.proxy}; selection: ${run.selection}</p></div>`;

/** The page of a comparison: new failures first, then other changes, then the environments of the runs. */
export async function renderDiff(a: Side, b: Side): Promise<string> {
  const comparison = compare(a.evidence, b.evidence);
  const count = (name: Group) => comparison.claims.filter((claim) => claim.group === name).length;
  const body = markup`${shapeDefinitions}
<header class="top"><p class="kicker">Meshproof comparison</p><h1>What changed between two runs</h1>
<p class="headline"><strong>${plural(count('new failure'), 'new failure')}</strong>, ${count('fixed')} fixed; ${comparison.unchanged} of ${plural(b.evidence.claims.length, 'claim')} as before.</p>
<div class="sides">${side('A', a)}${side('B', b)}</div>
<ul class="tally">${groups.map((name) => markup`<li>${count(name) > 0 ? markup`<a href="#${name.replaceAll(' ', '-')}"><b>${count(name)}</b> ${name}</a>` : markup`<span class="none"><b>0</b> ${name}</span>`}</li>`)}</ul></header>
<main>${groups.map((name) => group(name, comparison, a, b))}${named('Parts of the cluster', comparison.components)}${named('Documents', comparison.documents)}${named('Substitutions', comparison.substitutions)}</main>`;
  return renderShell(`Meshproof: ${a.evidence.run.id} and ${b.evidence.run.id}`, await styleOf(styleSheets), body).toString();
}
