import type { ClaimEvidence, Observation } from '../../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../../web/markup.ts';
import { duration } from '../../../web/words.ts';
import type { View } from '../view.ts';
import { wayOf } from './way.ts';

/** The quantile `q` of a sorted sample (nearest rank). */
export const quantile = (sorted: readonly number[], q: number) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;

/** The total time of a request in milliseconds, as curl measured it. */
function responseMs({ witness, outcome: { value } }: Observation): number | undefined {
  if (witness !== 'client' || value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const time = value.time;
  const total = time !== null && typeof time === 'object' && !Array.isArray(time) ? time?.total : undefined;
  return typeof total === 'number' ? total * 1000 : undefined;
}

interface Sample {
  name: string;
  sorted: number[];
}

const sampled = (name: string, values: number[]): Sample => ({ name, sorted: values.sort((a, b) => a - b) });

/** One mark for each value on a logarithmic axis: quantiles hide how values are spread. */
function strip({ name, sorted }: Sample, from: number, to: number): Markup {
  const x = (value: number) =>
    (4 + (Math.log(Math.max(value, from) / from) / Math.max(1e-9, Math.log(to / from))) * 392).toFixed(0);
  const marks = [...new Set(sorted.map(x))].map((at) => `M${at} 3v10`).join('');
  return markup`<svg class="strip" role="img" aria-label="${name}: ${sorted.length} values" viewBox="0 0 400 16"><path class="axis" d="M0 15H400"/><path class="each" d="${marks}"/><path class="median" d="M${x(quantile(sorted, 0.5))} 0v16"/></svg>`;
}

function table(caption: string, what: string, samples: readonly Sample[]): Markup | false {
  const all = samples.flatMap(({ sorted }) => sorted);
  if (all.length === 0) return false;
  const [from, to] = [Math.max(1, Math.min(...all)), Math.max(2, ...all)];
  return markup`<table class="stacking measured"><caption>${caption} Axis: ${duration(from)} to ${duration(to)}, logarithmic.</caption><thead><tr><th scope="col">${what}</th><th scope="col" class="number">n</th><th scope="col" class="number">p50</th><th scope="col" class="number">p90</th><th scope="col" class="number">max</th><th scope="col">Each value</th></tr></thead><tbody>${samples.map(
    (sample) =>
      markup`<tr><th scope="row">${sample.name}</th><td class="number"><span class="label">n </span>${sample.sorted.length}</td><td class="number"><span class="label">p50 </span>${duration(quantile(sample.sorted, 0.5))}</td><td class="number"><span class="label">p90 </span>${duration(quantile(sample.sorted, 0.9))}</td><td class="number"><span class="label">max </span>${duration(sample.sorted.at(-1) ?? 0)}</td><td>${strip(sample, from, to)}</td></tr>`,
  )}</tbody></table>`;
}

const inOrder = (groups: Map<string, number[]>): Sample[] =>
  [...groups].filter(([, values]) => values.length > 0).map(([name, values]) => sampled(name, values));

function gather(
  claims: readonly ClaimEvidence[],
  name: (claim: ClaimEvidence) => string,
  values: (claim: ClaimEvidence) => number[],
): Sample[] {
  const groups = new Map<string, number[]>();
  for (const claim of claims) groups.set(name(claim), [...(groups.get(name(claim)) ?? []), ...values(claim)]);
  return inOrder(groups);
}

const settled = ({ controls, expectations, changes }: ClaimEvidence) =>
  changes.length === 0 ? [] : [...controls, ...expectations].map(({ settledMs }) => settledMs).filter((ms) => ms > 0);

/** Times by exercise: how long effects took to settle, and how long allowed requests took. */
export function renderMeasurements(view: View): Markup | false {
  const claims = view.groups.flatMap(({ exercises }) =>
    exercises.flatMap((exercise) => exercise.claims.filter(({ sameAs }) => !sameAs)),
  );
  const titles = new Map(
    view.groups.flatMap(({ exercises }) => exercises.map(({ key }) => [key, view.titles.get(key) ?? key] as const)),
  );
  const exercise = ({ id }: ClaimEvidence) => titles.get(id.split('-').slice(0, 2).join('-')) ?? id;
  const answered = ({ observations }: ClaimEvidence) =>
    observations.filter((one) => wayOf(one) === 'served').flatMap((one) => responseMs(one) ?? []);
  const settling = table(
    'Settling: from the first attempt to the first of three agreeing outcomes, in claims that change something.',
    'Exercise',
    gather(claims, exercise, settled),
  );
  const answers = table(
    'Response times of answered requests, one for each observation, as curl measured them.',
    'Exercise',
    gather(claims, exercise, answered),
  );
  if (!settling && !answers) return false;
  return markup`
<section id="measured"><h2>Times measured during the run</h2>
<p class="aside">Several claims ran at the same time on a shared machine: these times show how long the run waited, not how fast the mesh is.</p>
${settling}${answers}
</section>`;
}
