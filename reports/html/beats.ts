import type { Assertion, ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { duration, instant, plural, shortId } from './format.ts';

const distinct = ({ distinct: outcomes, attempts }: Assertion) =>
  outcomes.length > 1 &&
  markup`<dt>Outcomes</dt><dd>${outcomes.map(({ says, count }) => markup`<span class="outcome">${count} × ${says}</span>`)}<span class="aside">of ${plural(attempts, 'attempt')}, last three kinds</span></dd>`;

const seenIn = ({ observations }: Assertion) =>
  observations.length > 0 &&
  markup`; observation${observations.length > 1 && 's'}${observations.map((id) => markup` <a href="#${id}">${shortId(id)}</a>`)}`;

const assertion = (one: Assertion): Markup => markup`
<div class="assertion" data-agrees="${String(one.agrees)}">
<p class="name">${one.name} <span class="agrees">${one.agrees ? '✓ seen' : '✗ not seen'}</span></p>
<dl><dt>Expected</dt><dd>${one.expected}</dd><dt>Observed</dt><dd>${one.observed}</dd>${distinct(one)}</dl>
<p class="aside">settled after ${duration(one.settledMs)}, ${plural(one.attempts, 'attempt')}${seenIn(one)}</p>
</div>`;

const column = (number: number, title: string, gloss: string, content: Markup[], empty: string) =>
  markup`<section class="beat"><h5><span class="beat-number">${number}</span>${title}</h5><p class="gloss">${gloss}</p>${content.length ? content : markup`<p class="empty">${empty}</p>`}</section>`;

/** Control, change and observation side by side; the erratum's own check below them. */
export function renderBeats(claim: ClaimEvidence): Markup {
  const observed = claim.expectations.filter(({ beat }) => beat !== 'erratum').map(assertion);
  const changes = claim.changes.map(
    ({ at, says }) => markup`<p class="change">${says}<span class="aside">${instant(at)}</span></p>`,
  );
  return markup`<div class="beats">
${column(1, 'Control', 'the world where the claim does not hold', claim.controls.map(assertion), 'None was recorded.')}
${column(2, 'Change', 'the one thing the claim is about', changes, 'Nothing was applied between the two.')}
${column(3, 'Observation', 'what happens then', observed, 'None was recorded.')}
</div>`;
}

/** The correction, and how it fared when it was tested itself. */
export const renderErratumChecks = (claim: ClaimEvidence): Markup[] =>
  claim.expectations.filter(({ beat }) => beat === 'erratum').map(assertion);

export const renderManifests = (claim: ClaimEvidence, artifacts: ArtifactRenderer): Markup[] =>
  claim.changes.flatMap((change) => change.artifacts.map((artifact) => artifacts.render(artifact)));
