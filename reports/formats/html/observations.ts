import type { ClaimEvidence, Observation } from '../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../../web/markup.ts';
import type { ArtifactRenderer } from './artifact.ts';
import type { Folds } from './folds.ts';
import { clock, duration, plural } from '../../web/words.ts';

// Longer values are in evidence.json only.
const valueLimit = 300;

// The outcome in words already has these values.
const told = new Set(['status', 'connects', 'localIp', 'body']);

const isText = (value: unknown): value is string => typeof value === 'string' && (value.includes('\n') || value.length > 80);

const fact = (name: string, value: unknown) =>
  markup`<span>${name} <code>${typeof value === 'string' ? value : JSON.stringify(value)}</code></span>`;

const excerpt = (name: string, text: string, folds: Folds) =>
  markup`<p class="value">${name}</p>${folds.offer(markup`<pre>${text}</pre>`, 'output')}`;

/** The texts and short values of an outcome. Empty values, and texts that are artifacts, are left out. */
function value({ outcome, artifacts }: Observation, folds: Folds): Content {
  const { value: all } = outcome;
  if (all === undefined || all === null || typeof all !== 'object' || Array.isArray(all)) return false;
  const elsewhere = new Set(artifacts.map(({ name }) => name.replace(/\.[a-z]+$/, '')));
  const entries = Object.entries(all).filter(([name, one]) => one && !elsewhere.has(name));
  const facts = entries.filter(
    ([name, one]) =>
      !told.has(name) &&
      !isText(one) &&
      (typeof one !== 'object' || Array.isArray(one)) &&
      JSON.stringify(one).length < valueLimit,
  );
  return [
    entries.map(([name, one]) => isText(one) && excerpt(name, one, folds)),
    facts.length > 0 && markup`<p class="value">${facts.map(([name, one]) => fact(name, one))}</p>`,
  ];
}

const parties = ({ witness, probe: { from, to } }: Observation) =>
  witness === 'client' && (from ?? to) && ` · ${from ?? 'suite'} → ${to ?? 'no one'}`;

/** The probe in words, unless the previous observation has the same. */
const asked = ({ probe: { says } }: Observation, before: Observation | undefined) => before?.probe.says !== says && `${says} `;

class ObservationList {
  readonly #artifacts: ArtifactRenderer;
  readonly #folds: Folds;
  readonly #commands = new Set<string>();

  constructor(artifacts: ArtifactRenderer, folds: Folds) {
    this.#artifacts = artifacts;
    this.#folds = folds;
  }

  /** Shows each command of a claim once, at its first observation. */
  #command({ probe: { command } }: Observation): Content {
    if (command === undefined || this.#commands.has(command)) return false;
    this.#commands.add(command);
    return markup`<pre class="command">${command}</pre>`;
  }

  render(one: Observation, before: Observation | undefined): Markup {
    const artifacts = one.artifacts.map((artifact) => this.#artifacts.render(artifact));
    const body = this.#folds.offer([this.#command(one), value(one, this.#folds), artifacts], 'observation');
    return markup`
<li><p><i>${one.witness}</i> ${asked(one, before)}⇒ <b>${one.outcome.says}</b>${one.repeated > 1 && ` ${one.repeated} times in a row`} <small>${clock(one.at)}${one.ms > 0 && ` · ${duration(one.ms)}`}${parties(one)}</small></p>${body}`;
  }
}

/** Every observation of a claim with its command and output, in a closed fold. */
export function renderObservations(
  { observations }: Pick<ClaimEvidence, 'observations'>,
  artifacts: ArtifactRenderer,
  folds: Folds,
): Markup | false {
  if (observations.length === 0) return false;
  const list = new ObservationList(artifacts, folds);
  const items = markup`<ol>${observations.map((one, index) => list.render(one, observations[index - 1]))}</ol>`;
  return markup`<details class="observations"><summary>${plural(observations.length, 'observation')}: commands and outputs</summary>${folds.offer(items, 'observations')}</details>`;
}
