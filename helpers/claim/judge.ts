import { Inconclusive, InfrastructureError } from '../errors.ts';
import { times } from '../times.ts';
import { converge, series, type Converged, type Patience } from '../readings/converge.ts';
import type { Corroboration, Reading, Sample } from '../readings/reading.ts';
import type { Chance } from '../readings/statistics.ts';
import type { ClaimRun } from './claimRun.ts';
import type { Disagreement, Judged } from './ruling.ts';

/** What a value has to be, in words and as a test. */
export interface Matcher<T> {
  says: string;
  agrees(value: T): boolean;
  /** The claim's verdict when it does not hold. The default is `contradicted`. */
  disagreement?: Disagreement;
  /** The expectation is a difference. One garbled output would fake it: require the same output three times in a row. */
  differs?: boolean;
  /** True for a value that does not answer the question, such as an unresolved name where a refused connection is expected. The sample is ignored. */
  saysNothing?(value: T): boolean;
  /** Where what is expected is a statistical bound. */
  chance?: Chance;
  /** Further witnesses of an agreement. A witness that disagrees makes the assertion disagree. */
  corroborate?(settled: Converged<T>, assertion: Judged): Promise<Corroboration[]>;
}

export type Beat = Judged['beat'];

/** Samples that have to agree; gateway-api's 3. */
export const inARow = 3;

/** Asks, waits for the answer to settle, judges and records. A failed control ends the claim: it can learn nothing more. */
export async function judge<T>(run: ClaimRun, beat: Beat, name: string, reading: Reading<T>, matcher: Matcher<T>): Promise<void> {
  run.stillOpen();
  const patience = patienceFor(run, beat, reading, matcher.differs);
  const samples = telling(samplesOf(reading, patience.limitMs), matcher, patience.limitMs);
  const settled = await converge(samples, (value) => matcher.agrees(value), patience);
  if (settled.attempts === 0) throw new InfrastructureError(`${reading.says}: ended without a single answer`);
  const decided = settled.deciding.at(-1) ?? settled.last;
  const mute = decided !== undefined && matcher.saysNothing?.(decided.value) === true;
  const agreed = settled.state === 'agreed' && !mute;
  const observations = run.record(reading, settled.deciding, settled.last);
  const assertion: Judged = {
    beat,
    name,
    expected: matcher.says,
    observed: decided?.says ?? 'nothing',
    agrees: agreed,
    settledMs: Math.round(settled.settledMs),
    attempts: settled.attempts,
    distinct: settled.distinct.slice(-3),
    observations,
    ...(matcher.chance && { chance: matcher.chance }),
    unsettled: settled.state === 'unsettled' || mute,
    disagreement: matcher.disagreement ?? 'contradicted',
  };
  if (!assertion.unsettled) run.noteOutcome(reading.says, assertion.observed, assertion.settledMs, agreed);
  if (agreed) {
    const further = [
      ...((await reading.corroborate?.(settled.deciding)) ?? []),
      ...((await matcher.corroborate?.(settled, assertion)) ?? []),
    ];
    for (const one of further) run.corroborated(assertion, reading, one);
  }
  run.asserted(assertion);
  if (beat === 'control' && !assertion.agrees) throw new Inconclusive(`control "${name}"`);
}

/**
 * The effect of a change may come late, so a disagreement counts only after the window. Controls always get the window.
 * After one reading has turned, a short window is enough: only a log's last lines may still be missing.
 */
function patienceFor(run: ClaimRun, beat: Beat, { repeat, says: reading }: Reading<unknown>, differs = false): Patience {
  if (repeat === 'recorded') return { needed: 1, windowMs: 0, limitMs: 0 };
  const wait =
    beat === 'control' || run.changePending ? times.window : Math.max(times.settledWindow, 2 * run.turnedMs, run.clearsIn);
  return {
    needed: repeat === 'until-stable' || (repeat === 'until-agreed' && differs) ? inARow : 1,
    doubted: {
      needed: inARow,
      holdMs: times.hold,
      explains: (says, lost) => (repeat !== 'until-stable' && !lost) || run.explains(reading, says, lost),
    },
    alike: repeat === 'until-agreed' && differs,
    // repeating a sample until it agrees would bias it
    windowMs: repeat === 'never' && wait !== times.window ? run.clearsIn : wait,
    limitMs: wait + times.flapping,
  };
}

/** Samples that say nothing are passed over; where there are no others until the limit, one of them shows what there was. */
async function* telling<T>(samples: AsyncIterable<Sample<T>>, matcher: Matcher<T>, limitMs: number): AsyncIterable<Sample<T>> {
  const started = performance.now();
  for await (const sample of samples) {
    if (!matcher.saysNothing?.(sample.value) || performance.now() - started >= limitMs) yield sample;
  }
}

function samplesOf<T>(reading: Reading<T>, limitMs: number): AsyncIterable<Sample<T>> {
  return reading.stream?.(limitMs) ?? series(() => reading.take(), reading.repeat === 'until-stable' ? times.poll : 1000);
}
