import type { ClaimEvidence, Observation } from '../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import { duration, instant, plural, shortId } from './format.ts';

// Longer texts and values are for programs; evidence.json and raw/ have them.
const textLimit = 600;
const valueLimit = 300;

const isText = (value: unknown): value is string => typeof value === 'string' && (value.includes('\n') || value.length > 80);

const fact = (name: string, value: unknown) =>
  markup`<span>${name} <code>${typeof value === 'string' ? value : JSON.stringify(value)}</code></span>`;

const excerpt = (name: string, text: string) =>
  markup`<p class="value">${name}</p><pre>${text.slice(0, textLimit)}${text.length > textLimit && `\n… ${text.length - textLimit} more characters in evidence.json`}</pre>`;

/** What came back: its texts as they were, its short values in a row. Texts that are artifacts stand there; empty values say nothing. */
function value({ outcome, artifacts }: Observation): Content {
  const { value: all } = outcome;
  if (all === undefined || all === null || typeof all !== 'object' || Array.isArray(all)) return false;
  const elsewhere = new Set(artifacts.map(({ name }) => name.replace(/\.[a-z]+$/, '')));
  const entries = Object.entries(all).filter(([name, one]) => one !== '' && one !== null && !elsewhere.has(name));
  const facts = entries.filter(
    ([, one]) => !isText(one) && (typeof one !== 'object' || Array.isArray(one)) && JSON.stringify(one).length < valueLimit,
  );
  return [
    entries.map(([name, one]) => isText(one) && excerpt(name, one)),
    facts.length > 0 && markup`<p class="value">${facts.map(([name, one]) => fact(name, one))}</p>`,
  ];
}

const parties = ({ probe: { from, to } }: Observation) => (from ?? to) && `${from ?? 'suite'} → ${to ?? 'no one'} · `;

const observation = (one: Observation, artifacts: ArtifactRenderer): Markup => markup`
<li class="observation" id="${one.id}">
<p><span class="witness">${one.witness}</span> ${one.probe.says} <span class="arrow">⇒</span> <strong>${one.outcome.says}</strong>${one.repeated > 1 && markup` <span class="aside">${one.repeated} times in a row</span>`}</p>
${one.probe.command && markup`<pre class="command">${one.probe.command}</pre>`}${value(one)}${one.artifacts.map((artifact) => artifacts.render(artifact))}
<p class="aside">${shortId(one.id)} · ${parties(one)}${instant(one.at)}${one.ms > 0 && ` · took ${duration(one.ms)}`}</p>
</li>`;

/** Every observation of a claim with its command and output, folded away until it is wanted. */
export function renderObservations(
  { observations }: Pick<ClaimEvidence, 'observations'>,
  artifacts: ArtifactRenderer,
): Markup | false {
  if (observations.length === 0) return false;
  return markup`<details class="observations"><summary>${plural(observations.length, 'observation')}: commands and outputs</summary><ol>${observations.map((one) => observation(one, artifacts))}</ol></details>`;
}
