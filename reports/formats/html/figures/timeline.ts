import type { Assertion, ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../../../web/markup.ts';
import { duration } from '../../../web/words.ts';

const width = 1000;
const rows = { control: 8, observation: 24, erratum: 40 } as const;

interface Settling {
  beat: Assertion['beat'];
  from: number;
  to: number;
}

/** From the first attempt to the first agreeing attempt. `at` of an observation is the start of the latter. */
function settlings({ controls, expectations, observations }: ClaimEvidence): Settling[] {
  const at = new Map(observations.map((one) => [one.id, Date.parse(one.at)]));
  return [...controls, ...expectations].flatMap(({ beat, settledMs, observations: ids }) => {
    const to = ids.map((id) => at.get(id)).find((time) => time !== undefined);
    return to === undefined ? [] : [{ beat, from: to - settledMs, to }];
  });
}

/** When the controls, changes and observations of a claim happened, and how long each took to settle. */
export function renderTimeline(claim: ClaimEvidence): Markup | false {
  const spans = settlings(claim);
  const changes = claim.changes.map(({ at }) => Date.parse(at));
  const ends = [...spans.flatMap(({ from, to }) => [from, to]), ...changes];
  if (spans.length === 0) return false;
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const x = (time: number) => Math.round(4 + ((time - first) / Math.max(1, last - first)) * (width - 8));
  const bars = (beat: Assertion['beat']) => {
    const own = spans.filter((span) => span.beat === beat);
    const path = own.map(({ from, to }) => `M${x(from)} ${rows[beat]}H${x(to)}`).join('');
    const dots = own.map(({ to }) => `M${x(to)} ${rows[beat] - 4}v8`).join('');
    return own.length > 0 && markup`<path class="settling" d="${path}"/><path class="${beat}" d="${dots}"/>`;
  };
  const height = spans.some(({ beat }) => beat === 'erratum') ? 48 : 32;
  return markup`<figure class="timeline"><svg aria-hidden="true" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none">${bars('control')}${bars('observation')}${bars('erratum')}${changes.length > 0 && markup`<path class="changed" d="${changes.map((time) => `M${x(time)} 0v${height}`).join('')}"/>`}</svg><figcaption><svg><use href="#timeline-legend"/></svg> ${duration(last - first)} in all</figcaption></figure>`;
}

/** The legend that every timeline refers to. A page contains the legend once. */
export const timelineDefinitions = markup`<svg class="definitions" aria-hidden="true" width="0" height="0"><symbol id="timeline-legend" viewBox="0 0 380 16"><path class="control" d="M3 2v12"/><text x="10" y="12">control</text><path class="changed" d="M73 0v16"/><text x="80" y="12">change</text><path class="observation" d="M143 2v12"/><text x="150" y="12">observation</text><path class="erratum" d="M243 2v12"/><text x="250" y="12">erratum</text><path class="settling" d="M305 8h18"/><text x="328" y="12">settling</text></symbol></svg>`;
