import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { type Content, markup, type Markup } from '../markup.ts';
import { agreement } from '../population.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { renderBeats, renderErratumChecks, renderManifests } from './beats.ts';
import { duration } from './format.ts';
import { renderObservations } from './observations.ts';
import { renderQuote } from './quote.ts';
import { badge, expectation, standings } from './verdict.ts';
import type { View } from './view.ts';

function standing(claim: ClaimEvidence): Markup | false {
  if (claim.verdict === 'editorial') return false;
  const is = agreement(claim);
  const erratum = is === 'differs' && claim.verdict === claim.expected ? '; its erratum does not hold' : '';
  return markup`<span class="standing" data-standing="${is}">${standings[is]}</span> <span class="aside">(${expectation(claim)}${erratum})</span>`;
}

function substitutions(claim: ClaimEvidence, view: View): Markup[] {
  return claim.substitutions.map((name) => {
    const known = view.substitutions.get(name);
    return markup`<p class="substitution"><strong>Substituted here:</strong> ${known ? `${known.for} by ${known.by}` : name} <a href="#environment">(${name})</a></p>`;
  });
}

function facts(claim: ClaimEvidence): Markup | false {
  const { durationMs, waitingMs, settledMs, supports } = claim;
  const entries: [string, Content][] = [
    ['Reading', claim.reading !== 'literal' && `${claim.reading}: the text relies on it or invites it`],
    ['Why', claim.why],
    ['Witnesses', claim.witnesses.join(', ')],
    ['World', claim.world],
    ['Spec', claim.spec && markup`<code>${claim.spec}</code>`],
    [
      'Time',
      durationMs > 0 && `${duration(durationMs)}, of it ${duration(waitingMs)} waiting; settled after ${duration(settledMs)}`,
    ],
    ['Supports', supports.length > 0 && markup`${supports.join(', ')} <span class="aside">(proposed)</span>`],
  ];
  const known = entries.filter(([, description]) => description);
  return (
    known.length > 0 &&
    markup`<dl class="facts">${known.map(([term, description]) => markup`<dt>${term}</dt><dd>${description}</dd>`)}</dl>`
  );
}

function erratum(claim: ClaimEvidence): Markup | false {
  if (!claim.erratum) return false;
  return markup`<section class="erratum"><h5>Erratum ${badge(claim.erratum.verdict)}</h5><blockquote><ins>${claim.erratum.text}</ins></blockquote>${renderErratumChecks(claim)}</section>`;
}

/** A claim that says what another says is shown with the same beats; commands and outputs stand once, at the other. */
function proof(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Markup {
  const { sameAs, controls, expectations, changes } = claim;
  const beats = controls.length + expectations.length + changes.length > 0 && renderBeats(claim);
  if (sameAs && view.claims.has(sameAs)) {
    return markup`${beats}<p class="same-as">Commands and outputs: <a href="#${sameAs}">${sameAs}</a>, which says the same.</p>`;
  }
  const manifests = renderManifests(claim, artifacts);
  return markup`${beats}${manifests.length > 0 && markup`<details class="manifests"><summary>Manifests applied</summary>${manifests}</details>`}${renderObservations(claim, artifacts)}`;
}

/** A claim's own part of the page, at `#<id>`. What was never run has no proof to show and stays short. */
export function renderClaim(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Markup {
  const tested = agreement(claim) !== 'not-tested';
  return markup`
<article class="claim" id="${claim.id}" data-verdict="${claim.verdict}">
<header><p class="identity">${badge(claim.verdict)} <a class="permalink" href="#${claim.id}">${claim.id}</a></p><h4>${claim.says}</h4></header>
${renderQuote(claim, view.sources.get(claim.document), tested ? 2 : 0)}
<p class="reason">${claim.reason} ${standing(claim)}</p>
${tested && substitutions(claim, view)}
${tested && proof(claim, view, artifacts)}
${erratum(claim)}
${facts(claim)}
${tested && claim.reproduce && markup`<pre class="command reproduce">${claim.reproduce}</pre>`}
</article>`;
}
