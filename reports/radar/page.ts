import type { Radar, RadarClaim, RadarNote } from '../../helpers/radar/result.ts';
import { markup, type Content, type Markup } from '../web/markup.ts';
import { renderShell, styleOf } from '../web/shell.ts';
import { badge, shapeDefinitions } from '../web/verdict.ts';
import { instant, plural } from '../web/words.ts';
import { defaultsTable } from './defaultsTable.ts';
import { inline } from './inline.ts';
import { byTerms, issueName, placeOf, sectionsOf, shortened, toldBy, touchedBy, type Section, type Touched } from './sections.ts';

const styleSheets = ['tokens', 'base', 'first-screen', 'tables', 'document', 'diff', 'radar', 'narrow', 'print'];

function verdictsOf({ measured, expected }: RadarClaim): Content {
  if (!measured) return markup`<span class="aside">expected</span> ${badge(expected === 'undecided' ? 'not-run' : expected)}`;
  if (measured.before !== measured.after) return markup`${badge(measured.before)} → ${badge(measured.after)}`;
  return markup`${badge(measured.after)} <span class="aside">in both${measured.otherOutput && ', with other output'}</span>`;
}

/** To the claim in the page of each pack. */
const proofs = ({ id, measured }: RadarClaim, { packs }: Radar): Content =>
  packs && measured && markup` · <a href="${packs.before.page}#${id}">before</a> · <a href="${packs.after.page}#${id}">after</a>`;

const claimRow = (claim: RadarClaim, radar: Radar, terms: string | false): Markup =>
  markup`<tr><th scope="row">${claim.id}<span class="aside">${placeOf(claim)}${proofs(claim, radar)}</span></th><td><p class="quoted">${claim.quote}</p><p class="aside">${claim.says}</p>${terms && markup`<p class="aside">by ${terms}</p>`}${claim.same.length > 0 && markup`<p class="aside">the same: ${claim.same.join(', ')}</p>`}${claim.measured?.how !== undefined && markup`<p>${claim.measured.how}</p>`}</td><td class="verdicts">${verdictsOf(claim)}</td></tr>`;

const claimTable = (rows: readonly Markup[]): Markup =>
  markup`<table class="stacking touched"><thead><tr><th scope="col">Claim</th><th scope="col">What it says</th><th scope="col">Verdict</th></tr></thead><tbody>${rows}</tbody></table>`;

const rowsOf = (some: readonly Touched[], radar: Radar): Markup[] =>
  some.map(({ touch, claim }) => claimRow(claim, radar, byTerms(touch)));

/** The claims that a text touches; those that only share a kind or a set-up are folded. */
export function touchedClaims(touches: RadarNote['touches'], radar: Radar): Content {
  const { first, others } = touchedBy(touches, radar);
  const terms = [...new Set(others.map(({ touch }) => byTerms(touch)))];
  return [
    first.length > 0 && claimTable(rowsOf(first, radar)),
    others.length > 0 &&
      markup`<details><summary>${plural(others.length, 'claim')} ${first.length > 0 && 'more '}by ${terms.slice(0, 3).join('; ')}</summary>${claimTable(rowsOf(others, radar))}</details>`,
  ];
}

function noteBody(paragraphs: readonly string[]): Content {
  const [head = '', ...rest] = paragraphs;
  const short = shortened(head, 280);
  const more = [short.rest, ...rest].filter((text) => text !== '');
  return [
    short.head !== '' && markup`<p>${inline(short.head)}</p>`,
    more.length > 0 &&
      markup`<details><summary>the rest of the note</summary>${more.map((text) => markup`<p>${inline(text)}</p>`)}</details>`,
  ];
}

const factsOf = ({ kind, area, state, file, issues }: RadarNote, radar: Radar): Markup =>
  markup`<p class="aside facts-line">${state === 'gone' && markup`<strong>in ${radar.from.release} and not in ${radar.to.release}</strong> · `}${state === 'changed' && 'changed · '}${kind} · ${area} · ${file}${issues.map((address) => markup` · <a href="${address}">${issueName(address)}</a>`)}</p>`;

function noteArticle(note: RadarNote, radar: Radar): Markup {
  const { title, paragraphs } = toldBy(note);
  return markup`
<article class="note"><h3>${note.upgrade.length > 0 && markup`<span class="upgrade">upgrade note</span> `}${inline(title)}</h3>${factsOf(note, radar)}${noteBody(paragraphs)}${touchedClaims(note.touches, radar)}</article>`;
}

/** What might be meant: too little for a join that is shown. */
const weakly = ({ joins }: RadarNote): Content => {
  const weak = joins.filter(({ strength }) => strength === 'weak').slice(0, 4);
  return (
    weak.length > 0 &&
    markup`<span class="aside"> Perhaps: ${weak.map(({ by, term, claims }) => `${by} ${term} (${plural(claims.length, 'claim')})`).join(', ')}.</span>`
  );
};

function foldedSection({ title, says, notes }: Section, radar: Radar): Markup {
  const areas = [...Map.groupBy(notes, ({ area }) => area)].sort(([a], [b]) => a.localeCompare(b));
  return markup`
<section class="group" id="no-claim"><h2>${title} <span class="aside">${plural(notes.length, 'note')}: ${says}</span></h2>${areas.map(
    ([area, own]) =>
      markup`<details class="area"><summary>${area}: ${plural(own.length, 'note')}</summary><ul class="plain">${own.map(
        (note) =>
          markup`<li>${note.upgrade.length > 0 && markup`<span class="upgrade">upgrade note</span> `}${inline(toldBy(note).title)} ${factsOf(note, radar)}${weakly(note)}</li>`,
      )}</ul></details>`,
  )}</section>`;
}

const openSection = ({ id, title, says, notes }: Section, radar: Radar): Markup =>
  markup`
<section class="group" id="${id}"><h2>${title} <span class="aside">${plural(notes.length, 'note')}: ${says}</span></h2>${notes.map((note) => noteArticle(note, radar))}</section>`;

function seenNotNoted(radar: Radar): Markup | false {
  const own = radar.claims.filter(({ id }) => radar.seenNotNoted.includes(id));
  return (
    own.length > 0 &&
    markup`
<section class="group" id="seen-not-noted"><h2>Seen and not noted <span class="aside">${plural(own.length, 'claim')}: measured otherwise, and no note or default touches them</span></h2>${claimTable(own.map((claim) => claimRow(claim, radar, false)))}</section>`
  );
}

function unreadNotes({ notes }: Radar): Markup | false {
  const unread = notes.filter(({ problems }) => problems.length > 0);
  return (
    unread.length > 0 &&
    markup`
<section class="attention" id="unread"><h2>Not read as release notes: their text is joined as it stands</h2><ul>${unread.map(({ file, problems }) => markup`<li>${file}: ${problems.join('; ')}</li>`)}</ul></section>`
  );
}

const unlearnedClaims = ({ packs }: Radar): Markup | false =>
  packs !== undefined &&
  packs.unlearned.length > 0 &&
  markup`
<section class="attention" id="unlearned"><h2>Nothing was learned of ${plural(packs.unlearned.length, 'claim')} in one of the packs</h2><p class="ids">${packs.unlearned.join(', ')}</p></section>`;

const side = (title: string, { release, module }: Radar['from'], pack: { run: string; page: string } | undefined): Markup =>
  markup`<div class="card"><h2>${title}: Istio ${release}</h2><p class="aside">istio.io/istio ${module}</p>${pack ? markup`<p>measured by <a href="${pack.page}">${pack.run}</a></p>` : markup`<p class="aside">not measured</p>`}</div>`;

/** The page of a radar: what was seen first, then what was only noted, then what touches nothing. */
export async function renderPage(radar: Radar): Promise<string> {
  const { from, to, packs, notes, defaults, joinable } = radar;
  const sections = sectionsOf(radar);
  const touching = notes.filter(({ standing }) => standing !== 'no-claim');
  const touched = new Set(touching.flatMap(({ touches }) => touches.map(({ claim }) => claim)));
  const link = (id: string, count: number, title: string) => markup`<li><a href="#${id}"><b>${count}</b> ${title}</a></li>`;
  const body = markup`${shapeDefinitions}
<header class="top"><p class="kicker">Meshproof release radar<span>${instant(radar.at)}</span></p><h1>What Istio ${to.release} may change of what the documents say</h1>
<p class="headline"><strong>${touching.length} of ${plural(notes.length, 'note')}</strong> touch ${touched.size} of ${plural(joinable, 'claim')}${packs ? `; ${packs.measured} were measured on both releases` : '; nothing is measured yet'}.</p>
<div class="sides">${side('From', from, packs?.before)}${side('To', to, packs?.after)}</div>
<ul class="tally">${sections.map((one) => link(one.id, one.notes.length, one.title.toLowerCase()))}${packs && link('seen-not-noted', radar.seenNotNoted.length, 'claims seen and not noted')}${link('defaults', defaults.length, 'changed defaults')}</ul></header>
<main>${unreadNotes(radar)}${unlearnedClaims(radar)}${sections.filter(({ id }) => id === 'seen').map((one) => openSection(one, radar))}${seenNotNoted(radar)}${sections
    .filter(({ id }) => id === 'not-seen' || id === 'unmeasured')
    .map((one) =>
      openSection(one, radar),
    )}${defaultsTable(radar)}${sections.filter(({ id }) => id === 'no-claim').map((one) => foldedSection(one, radar))}</main>`;
  return renderShell(`Meshproof: Istio ${from.release} to ${to.release}`, await styleOf(styleSheets), body).toString();
}
