import { Inconclusive, InfrastructureError } from '../errors.ts';
import { isFailing } from '../failure.ts';
import { times } from '../times.ts';
import { answered, converge, series, steadily, type Converged, type Patience } from '../readings/converge.ts';
import { keyOf, type Corroboration, type Reading, type Sample } from '../readings/reading.ts';
import type { Witness } from '../evidence/schema.ts';
import { pause } from '../waiting.ts';
import type { Chance } from '../readings/statistics.ts';
import type { ClaimRun } from './claimRun.ts';
import { leaveUnread, type Disagreement, type Judged } from './ruling.ts';

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
  /** True for a time-out, which a starved machine gives too: a disagreement of that kind gets a change's window, and has to last to the end of the beat. */
  late?: (value: T) => boolean;
  /** The matcher itself looks again at the end of the beat. */
  stays?: boolean;
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
  const patience = withLate(await patienceFor(run, beat, reading, matcher.differs), matcher);
  const longest = patience.limitMs + (patience.late?.moreMs ?? 0);
  const saysNothing = (value: T) => matcher.saysNothing?.(value) === true;
  // a sample whose bound holds what it is compared with is drawn, and stands
  const samples = answered(samplesOf(reading, longest), longest, reading.repeat === 'never' ? undefined : saysNothing);
  if (reading.repeat === 'never') await pause(run.changeTimes.allArrivedIn(reading.to));
  const settled = await converge(samples, (value) => matcher.agrees(value), patience);
  // a step beside it may have ended the claim meanwhile
  run.stillOpen();
  if (settled.attempts === 0) throw new InfrastructureError(`${reading.says}: ended without a single answer`);
  const decided = settled.deciding.at(-1) ?? settled.last;
  const unread = decided?.unread;
  const mute = decided !== undefined && (unread !== undefined || saysNothing(decided.value));
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
  if (unread !== undefined) leaveUnread(assertion, unread);
  // the change may not have arrived yet: an agreement may show the state before it
  const mayShowBefore = run.changeTimes.pending || (reading.to !== undefined && run.changeTimes.arrivesIn(reading.to) > 0);
  if (agreed && mayShowBefore && lasting.includes(reading.witness) && reading.repeat === 'until-stable' && !matcher.stays)
    run.later(() => stillAgrees(run, assertion, reading, matcher));
  if (!agreed && decided && matcher.late?.(decided.value)) run.later(() => stillLate(assertion, reading, matcher));
  const before = run.changeTimes.outcomeOf(keyOf(reading));
  if (!assertion.unsettled) run.changeTimes.note(keyOf(reading), assertion.observed, assertion.settledMs, agreed, reading.to);
  if (agreed) {
    const further = [
      ...((await reading.corroborate?.(settled.deciding)) ?? []),
      ...((await matcher.corroborate?.(settled, assertion)) ?? []),
    ];
    for (const one of further) run.corroborated(assertion, reading, one);
  }
  if (decided && !assertion.unsettled) await proveInstrument(run, assertion, reading, matcher, { value: decided.value, before });
  if (decided && !assertion.unsettled) run.showings.note(reading, decided.value);
  run.asserted(assertion);
  if (assertion.agrees) return;
  if (beat === 'control') throw new Inconclusive(`control "${name}"`);
  if (beat === 'observation' && run.endsAtTurn) throw new Inconclusive(`"${name}" turned: observed ${assertion.observed}.`);
}

/** What these witness stands until it is changed; counters grow, and a graph forgets. */
const lasting: Witness[] = ['client', 'api-object', 'dns'];

/** Looks again when the beat ends, and the change has had its time to arrive where nothing has shown that it did. */
async function stillAgrees<T>(run: ClaimRun, assertion: Judged, reading: Reading<T>, matcher: Matcher<T>): Promise<void> {
  // the API server answers with what it has
  if (reading.witness !== 'api-object') await pause(run.changeTimes.arrivesIn(reading.to));
  const again = await reading.take();
  const agrees = again.unread === undefined && matcher.agrees(again.value);
  if (agrees || !assertion.agrees) return;
  // a connection from before the change is answered once more by the former rule (docs/decisions/0010)
  const left = run.changeTimes.drainsIn;
  if (left > 0 && (await steadily(samplesOf(reading, left), (value) => matcher.agrees(value), left)).state === 'agreed') return;
  run.corroborated(assertion, reading, {
    witness: reading.witness,
    agrees,
    missing: true,
    says: `at the end of the beat ${again.unread ?? again.says}`,
  });
}

function withLate<T>(patience: Patience<T>, { late }: Matcher<T>): Patience<T> {
  if (!late || patience.windowMs === 0) return patience;
  return { ...patience, late: { is: late, moreMs: Math.max(0, times.window - patience.windowMs) } };
}

/** A time-out at the beat's end too is the world's; an answer by then was kept waiting by the machine. */
async function stillLate<T>(assertion: Judged, reading: Reading<T>, matcher: Matcher<T>): Promise<void> {
  const again = await reading.take();
  if (again.unread === undefined && matcher.late?.(again.value)) return;
  if (!assertion.unsettled) leaveUnread(assertion, `a time-out, and at the end of the beat ${again.unread ?? again.says}`);
}

/**
 * A disagreement may be the instrument's, and so may an agreement with what a broken one brings. Either counts only where the instrument
 * is seen to work.
 */
async function proveInstrument<T>(
  run: ClaimRun,
  assertion: Judged,
  reading: Reading<T>,
  matcher: Matcher<T>,
  { value, before }: { value: T; before: string | undefined },
): Promise<void> {
  const blank = assertion.agrees ? reading.blanks.filter((one) => matcher.agrees(one)) : [];
  // what was seen before a change may be an old answer; each request to a client is a new one
  const former = reading.witness !== 'client' && run.changes.length > 0 && before === assertion.observed;
  if (assertion.agrees && blank.length === 0 && !former) return;
  // a control that finds nothing is held against the expectation, which finds something
  const like = assertion.beat === 'control' ? [] : blank;
  const { works, says, awaited } = await reading.prove({ value, like, shown: run.showings.has(reading) });
  run.vouched(assertion, reading, says);
  if (awaited) run.showings.await(assertion, reading);
  if (works) return;
  leaveUnread(assertion, says);
}

/**
 * The effect of a change may come late, so a disagreement counts only after the window. Controls always get the window.
 * After one reading has turned, a short window is enough: only a log’s last lines may still be missing. What shows things late has longer.
 */
async function patienceFor(run: ClaimRun, beat: Beat, reading: Reading<unknown>, differs = false): Promise<Patience> {
  const { repeat } = reading;
  const { changeTimes } = run;
  if (repeat === 'recorded' || isFailing()) return { needed: 1, windowMs: 0, limitMs: 0 };
  const wait =
    beat === 'control' || changeTimes.pending
      ? times.window
      : Math.max(times.settledWindow, 2 * changeTimes.turnedMs, changeTimes.clearsIn, changeTimes.arrivesIn(reading.to));
  const lag = (await reading.lag?.()) ?? 0;
  return {
    needed: repeat === 'until-stable' || (repeat === 'until-agreed' && differs) ? inARow : 1,
    doubted: {
      needed: inARow,
      holdMs: times.hold,
      explains: (says, lost) => (repeat !== 'until-stable' && !lost) || run.explains(keyOf(reading), says, lost),
    },
    alike: repeat === 'until-agreed' && differs,
    // a sample that is drawn again until it agrees would be biased: it is drawn once, when all that was changed has arrived
    windowMs: repeat === 'never' ? 0 : wait + lag,
    limitMs: wait + lag + times.flapping,
  };
}

function samplesOf<T>(reading: Reading<T>, limitMs: number): AsyncIterable<Sample<T>> {
  return reading.stream?.(limitMs) ?? series(() => reading.take(), reading.repeat === 'until-stable' ? times.poll : 1000);
}
