import type { ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import { type Content, markup, type Markup } from '../../web/markup.ts';
import { agreement } from '../../../helpers/evidence/outcome.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { renderAssertions, renderBeats, renderErratumChecks, renderManifests, renderObjects } from './beats.ts';
import { replaced, wordChanges } from '../../web/wordChanges.ts';
import { renderDiagram } from './figures/diagram.ts';
import { renderMatrix } from './figures/matrix.ts';
import { renderQuantities } from './figures/quantity.ts';
import { renderTimeline } from './figures/timeline.ts';
import { duration } from '../../web/words.ts';
import { seenRed } from './notices.ts';
import { renderObservations } from './observations.ts';
import { renderQuote } from './quote.ts';
import { badge, badgeHere, expectation, standings } from '../../web/verdict.ts';
import type { View } from './view.ts';
import { renderChaptersOf } from './walks/walks.ts';

function standing(claim: ClaimEvidence, strict?: boolean): Markup | false {
  if (claim.verdict === 'editorial') return false;
  const is = agreement(claim, strict);
  const untested = claim.erratum?.verdict === 'not-run';
  const fault = untested ? '; its erratum was not tested' : '; its erratum does not hold';
  const erratum = is === 'differs' && claim.verdict === claim.expected ? fault : '';
  const expected =
    (is !== 'as-expected' || claim.verdict !== 'verified') &&
    markup` <span class="aside">(${expectation(claim)}${erratum})</span>`;
  return markup`<span class="standing" data-standing="${is}">${standings[is]}</span>${expected}`;
}

const substitutions = ({ substitutions: names }: ClaimEvidence): Markup | false =>
  names.length > 0 && markup`<p class="substitution"><a href="#substitutions">Substituted</a>: ${names.join(' · ')}</p>`;

function facts(claim: ClaimEvidence, view: View, tested: boolean): Markup | false {
  const { durationMs, waitingMs, settledMs, supports } = claim;
  const entries: [string, Content][] = [
    ['Reading', claim.reading !== 'literal' && `${claim.reading}: the text does not say this, but relies on it or invites it`],
    ['Why', claim.why],
    ['Witnesses', claim.witnesses.join(', ')],
    ['World', claim.world],
    ['Used', claim.used.join(', ')],
    ['Measured before', claim.attempts?.map(({ verdict, reason }) => markup`${verdict}: ${reason} `)],
    ['Typed', renderChaptersOf(claim.id, view)],
    ['Seen red where', tested && seenRed(claim.id, view.pack.notices)],
    ['Must be seen', claim.seen?.map((one) => `/${one}/`).join(' or ')],
    ['Spec', claim.spec && markup`<code>${claim.spec}</code>`],
    [
      'Time',
      durationMs > 0 &&
        `${duration(durationMs)}, including ${duration(waitingMs)} of waiting; settled after ${duration(settledMs)}`,
    ],
    ['Supports', supports.length > 0 && markup`${supports.join(', ')} <span class="aside">(proposed)</span>`],
    ['Hash', tested && markup`<span class="digest">${view.pack.claimHashes.get(claim.id)}</span>`],
  ];
  const known = entries.filter(([, description]) => description);
  return (
    known.length > 0 &&
    markup`<dl class="facts">${known.map(([term, description]) => markup`<dt>${term}</dt><dd>${description}</dd>`)}</dl>`
  );
}

function erratum(claim: ClaimEvidence, view: View): Markup | false {
  if (!claim.erratum) return false;
  const lines = view.sources.get(claim.document)?.split('\n');
  return markup`<section class="erratum"><h5>Erratum ${badge(claim.erratum.verdict)}</h5><blockquote class="change-of-text">${wordChanges(replaced(claim, lines), claim.erratum.text)}</blockquote>${renderErratumChecks(claim)}</section>`;
}

/** What a corrected claim was, and what its former words come to. */
function applied({ applied: was, quote }: ClaimEvidence): Markup | false {
  if (!was) return false;
  const now = markup`<blockquote class="change-of-text">${wordChanges(was.quote, quote)}</blockquote>`;
  return markup`<section class="erratum"><h5>Erratum applied</h5>${now}<p>Before, the ledger expected ${was.expected}: ${was.says}</p>${renderAssertions(was.formerly)}</section>`;
}

/** A claim that says the same as another claim refers to the other claim's proof. */
function proof(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Content {
  const { sameAs } = claim;
  if (sameAs && view.claims.has(sameAs))
    return markup`<p class="same-as">This claim says the same as <a href="#${sameAs}">${sameAs}</a>: see the proof there.</p>`;
  const objects = renderObjects(claim, artifacts);
  const manifests = renderManifests(claim, artifacts);
  return [
    renderDiagram(claim),
    claim.controls.length + claim.expectations.length + claim.changes.length > 0 && renderBeats(claim),
    view.folds.offer(renderTimeline(claim), 'timeline'),
    objects.length > 0 && markup`<details class="objects"><summary>Objects before and after</summary>${objects}</details>`,
    renderMatrix(claim),
    renderQuantities(claim),
    manifests.length > 0 && markup`<details class="manifests"><summary>Manifests applied</summary>${manifests}</details>`,
    renderObservations(claim, artifacts, view.folds),
  ];
}

/** The part of the page about a claim, at `#<id>`. A claim that was not run shows no proof. */
export function renderClaim(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Markup {
  const tested = !['not-tested', 'no-result'].includes(agreement(claim));
  artifacts.enter(claim.id);
  return markup`
<article class="claim" id="${claim.id}" data-verdict="${claim.verdict}">
<header><p class="identity">${badgeHere(claim.verdict)} <a class="permalink" href="#${claim.id}">${claim.id}</a> <a class="back" href="#at-${claim.id}">in the text</a></p><h4>${claim.says}</h4></header>
${tested ? renderQuote(claim, view.sources.get(claim.document), 1) : markup`<blockquote class="plain-quote">${claim.quote}</blockquote>`}
<p class="reason">${claim.reason} ${standing(claim, view.evidence.run.strict)}</p>
${tested && proof(claim, view, artifacts)}
${erratum(claim, view)}
${applied(claim)}
${tested && substitutions(claim)}
${facts(claim, view, tested)}
${tested && claim.reproduce && markup`<pre class="command reproduce">${claim.reproduce}</pre>`}
</article>`;
}
