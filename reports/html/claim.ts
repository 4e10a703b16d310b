import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { html, type Content, type Markup } from '../markup.ts';
import { agreement } from '../population.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { renderBeats, renderErratumChecks, renderManifests } from './beats.ts';
import { duration } from './format.ts';
import { renderObservations } from './observations.ts';
import { renderQuote } from './quote.ts';
import { badge, standings } from './verdict.ts';
import type { View } from './view.ts';

const entry = (term: string, description: Content) =>
  description && html`<dt>${term}</dt><dd>${description}</dd>`;

function standing(claim: ClaimEvidence): Markup {
  const is = agreement(claim);
  const prediction = claim.basis === 'predicted' ? ', a prediction' : '';
  return html`<span class="standing" data-standing="${is}">${standings[is]}</span> <span class="aside">(the ledger expects ${claim.expected}${prediction})</span>`;
}

function substitutions(claim: ClaimEvidence, view: View): Markup[] {
  return claim.substitutions.map((name) => {
    const known = view.substitutions.get(name);
    return html`<p class="substitution"><strong>Substituted here:</strong> ${known ? html`${known.by} stands in for ${known.for}` : name} <a href="#environment">(${name})</a></p>`;
  });
}

function facts(claim: ClaimEvidence): Markup {
  const timing = `${duration(claim.durationMs)}, of it ${duration(claim.waitingMs)} waiting; settled after ${duration(claim.settledMs)}`;
  return html`<dl class="facts">
${entry('Reading', claim.reading !== 'literal' && `${claim.reading}: the text relies on it or invites it`)}
${entry('Why', claim.why)}
${entry('Witnesses', claim.witnesses.join(', '))}
${entry('World', claim.world)}
${entry('Spec', claim.spec && html`<code>${claim.spec}</code>`)}
${entry('Time', claim.durationMs > 0 && timing)}
${entry('Supports', claim.supports.length > 0 && html`${claim.supports.join(', ')} <span class="aside">(proposed)</span>`)}
</dl>`;
}

function erratum(claim: ClaimEvidence): Markup | false {
  if (!claim.erratum) return false;
  return html`<section class="erratum"><h5>Erratum ${badge(claim.erratum.verdict)}</h5><blockquote><ins>${claim.erratum.text}</ins></blockquote>${renderErratumChecks(claim)}</section>`;
}

/** A claim that says what another says is shown with the same beats; commands and outputs stand once, at the other. */
function proof(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Markup {
  const { sameAs, controls, expectations, changes } = claim;
  const beats = controls.length + expectations.length + changes.length > 0 && renderBeats(claim);
  if (sameAs && view.claims.has(sameAs)) {
    return html`${beats}<p class="same-as">Commands and outputs: <a href="#${sameAs}">${sameAs}</a>, which says the same.</p>`;
  }
  const manifests = renderManifests(claim, artifacts);
  return html`${beats}${manifests.length > 0 && html`<details class="manifests"><summary>Manifests applied</summary>${manifests}</details>`}${renderObservations(claim, artifacts)}`;
}

/** A claim's own part of the page, at `#<id>`. What was never run has no proof to show and stays short. */
export function renderClaim(claim: ClaimEvidence, view: View, artifacts: ArtifactRenderer): Markup {
  const tested = agreement(claim) !== 'not-tested';
  return html`
<article class="claim" id="${claim.id}" data-verdict="${claim.verdict}">
<header><p class="identity">${badge(claim.verdict)} <a class="permalink" href="#${claim.id}">${claim.id}</a></p><h4>${claim.says}</h4></header>
${renderQuote(claim, view.sources.get(claim.document), tested ? 2 : 0)}
<p class="reason">${claim.reason} ${standing(claim)}</p>
${tested && substitutions(claim, view)}
${tested && proof(claim, view, artifacts)}
${erratum(claim)}
${facts(claim)}
${tested && claim.reproduce && html`<pre class="command reproduce">${claim.reproduce}</pre>`}
</article>`;
}
