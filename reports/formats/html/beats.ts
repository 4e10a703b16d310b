import type { Assertion, ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../../web/markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { clock, duration, plural, shortId } from '../../web/words.ts';

const distinct = ({ distinct: outcomes, attempts }: Assertion) =>
  outcomes.length > 1 &&
  markup`<dt>Outcomes</dt><dd>${outcomes.map(({ says, count }) => markup`<span class="outcome">${count} × ${says}</span>`)}<span class="aside">of ${plural(attempts, 'attempt')} (the last three kinds of outcome)</span></dd>`;

const seenIn = ({ observations }: Assertion) =>
  observations.length > 0 && `; observation${observations.length > 1 ? 's' : ''} ${observations.map(shortId).join(', ')}`;

const assertion = (one: Assertion): Markup => markup`
<div class="beat${one.agrees ? '' : ' unseen'}"><p>${one.name} <b>${one.agrees ? '✓ seen' : '✗ not seen'}</b></p><dl><dt>Expected<dd>${one.expected}<dt>Observed<dd>${one.observed}${distinct(one)}</dl><small>settled after ${duration(one.settledMs)}, ${plural(one.attempts, 'attempt')}${seenIn(one)}</small></div>`;

const column = (title: string, content: Markup[], empty: string) =>
  markup`<section><h5>${title}</h5>${content.length ? content : markup`<p class="empty">${empty}</p>`}</section>`;

/** Control, change and observation side by side. */
export function renderBeats(claim: ClaimEvidence): Markup {
  const observed = claim.expectations.filter(({ beat }) => beat !== 'erratum').map(assertion);
  const changes = claim.changes.map(
    ({ at, says }) => markup`<p class="change">${says} <span class="aside">${clock(at)}</span></p>`,
  );
  return markup`<div class="beats">
${column('Control', claim.controls.map(assertion), 'None was recorded.')}
${column('Change', changes, 'Nothing was changed.')}
${column('Observation', observed, 'None was recorded.')}
</div>`;
}

export const renderAssertions = (assertions: readonly Assertion[]): Markup[] => assertions.map(assertion);

/** The assertions that test the erratum. */
export function renderErratumChecks(claim: ClaimEvidence): Markup[] {
  return renderAssertions(claim.expectations.filter(({ beat }) => beat === 'erratum'));
}

export function renderManifests(claim: ClaimEvidence, artifacts: ArtifactRenderer): Content[] {
  return claim.changes.flatMap((change) => change.artifacts.map((artifact) => artifacts.renderManifest(artifact)));
}

/** The objects that each change altered. */
export function renderObjects(claim: ClaimEvidence, artifacts: ArtifactRenderer): Content[] {
  return claim.changes.flatMap(({ at, says, objects }) =>
    objects.length > 0
      ? [
          markup`<p class="value">${says} <span class="aside">${clock(at)}</span></p>`,
          ...objects.map((one) => artifacts.renderObject(one)),
        ]
      : [],
  );
}
