import type { ClaimEvidence, Observation } from '../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { duration, instant, plural, shortId } from './format.ts';

// Larger values are for programs; evidence.json has them.
const valueLimit = 2000;

/** Texts of several lines, such as a body, apart from the rest: JSON would fold them into one. */
function value({ outcome }: Observation): Content {
  const { value: all } = outcome;
  if (all === undefined) return false;
  if (JSON.stringify(all).length > valueLimit) return markup`<p class="aside">The value is long: it stands in evidence.json.</p>`;
  if (all === null || typeof all !== 'object' || Array.isArray(all))
    return markup`<p class="value"><code>${JSON.stringify(all)}</code></p>`;
  const texts = Object.entries(all).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].includes('\n'),
  );
  const rest = Object.fromEntries(Object.entries(all).filter(([key]) => !texts.some(([name]) => name === key)));
  return [
    texts.map(([name, text]) => markup`<p class="value">${name}</p><pre>${text}</pre>`),
    Object.keys(rest).length > 0 && markup`<p class="value"><code>${JSON.stringify(rest)}</code></p>`,
  ];
}

const parties = ({ probe: { from, to } }: Observation) =>
  (from ?? to) && markup`<p class="parties">${from ?? 'suite'} → ${to ?? 'no one'}</p>`;

const observation = (one: Observation, artifacts: ArtifactRenderer): Markup => markup`
<li class="observation" id="${one.id}">
<p><span class="witness">${one.witness}</span> ${one.probe.says} <span class="arrow">⇒</span> <strong>${one.outcome.says}</strong>${one.repeated > 1 && markup` <span class="aside">${one.repeated} times in a row</span>`}</p>
${parties(one)}${one.probe.command && markup`<pre class="command">${one.probe.command}</pre>`}${value(one)}
${one.artifacts.map((artifact) => artifacts.render(artifact))}
<p class="aside">Observation ${shortId(one.id)} · ${instant(one.at)}${one.ms > 0 && ` · took ${duration(one.ms)}`}</p>
</li>`;

/** Every observation of a claim with its command and output, folded away until it is wanted. */
export function renderObservations({ observations }: ClaimEvidence, artifacts: ArtifactRenderer): Markup | false {
  if (observations.length === 0) return false;
  return markup`<details class="observations"><summary>${plural(observations.length, 'observation')}: commands and outputs</summary><ol>${observations.map((one) => observation(one, artifacts))}</ol></details>`;
}
