import type { ClaimEvidence, Observation } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { duration, instant, plural } from './format.ts';

// Larger values are for programs; evidence.json has them.
const valueLimit = 2000;

function value({ outcome }: Observation): Markup | false {
  if (outcome.value === undefined) return false;
  const json = JSON.stringify(outcome.value);
  return json.length <= valueLimit
    ? markup`<p class="value"><code>${json}</code></p>`
    : markup`<p class="aside">value: ${json.length} characters of JSON, in evidence.json under ${'`'}observations${'`'}</p>`;
}

const parties = ({ probe: { from, to } }: Observation) =>
  (from ?? to) && markup`<p class="parties">${from ?? 'suite'} → ${to ?? 'no one'}</p>`;

const observation = (one: Observation, artifacts: ArtifactRenderer): Markup => markup`
<li class="observation" id="${one.id}">
<p><span class="witness">${one.witness}</span> ${one.probe.says} <span class="arrow">⇒</span> <strong>${one.outcome.says}</strong>${one.repeated > 1 && markup` <span class="aside">${one.repeated} times in a row</span>`}</p>
${parties(one)}${one.probe.command && markup`<pre class="command">${one.probe.command}</pre>`}${value(one)}
${one.artifacts.map((artifact) => artifacts.render(artifact))}
<p class="aside">${one.id} · ${instant(one.at)} · took ${duration(one.ms)}</p>
</li>`;

/** Every observation of a claim with its command and output, folded away until it is wanted. */
export function renderObservations({ observations }: ClaimEvidence, artifacts: ArtifactRenderer): Markup | false {
  if (observations.length === 0) return false;
  return markup`<details class="observations"><summary>${plural(observations.length, 'observation')}: commands and outputs</summary><ol>${observations.map((one) => observation(one, artifacts))}</ol></details>`;
}
