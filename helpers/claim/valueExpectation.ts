import { isDeepStrictEqual } from 'node:util';
import { Inconclusive } from '../errors.ts';
import type { Interval } from '../readings/http/extraTime.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import { saysDeprecated } from '../deprecation.ts';
import { inWords, isNothing, type Reading } from '../readings/reading.ts';
import { shows } from '../readings/command/shows.ts';
import { allTheSame, bounded, missesOne, shareBound } from '../readings/statistics.ts';
import { judge, type Beat, type Matcher } from './judge.ts';
import type { ClaimRun } from './claimRun.ts';
import { othersAnswer, timedOut } from './timeOut.ts';

/** What can be said of a reading's value. */
export class ValueExpectation<T> {
  protected readonly run: ClaimRun;
  protected readonly beat: Beat;
  protected readonly name: string;
  protected readonly reading: Reading<T>;

  constructor(run: ClaimRun, beat: Beat, name: string, reading: Reading<T>) {
    this.run = run;
    this.beat = beat;
    this.name = name;
    this.reading = reading;
  }

  /** Equal in every part. */
  toBe(wanted: T): Promise<void> {
    return this.that(inWords(wanted), (value) => isDeepStrictEqual(value, wanted));
  }

  toDifferFrom(other: T): Promise<void> {
    return this.that(`other than ${inWords(other)}`, (value) => !isDeepStrictEqual(value, other), {
      differs: true,
      saysNothing: isNothing,
    });
  }

  toBeAtLeast(least: number): Promise<void> {
    return this.that(`at least ${least}`, (value) => numberOf(value) >= least);
  }

  toBeBelow(bound: number): Promise<void> {
    return this.that(`below ${bound}`, (value) => numberOf(value) < bound);
  }

  toBeBetween(low: number, high: number): Promise<void> {
    return this.that(`from ${low} to ${high}`, (value) => numberOf(value) >= low && numberOf(value) <= high);
  }

  /** All of an interval is below the bound. One that the bound is in says nothing. */
  toLieBelow(bound: number): Promise<void> {
    return this.that(`all below ${bound}`, (value) => intervalOf(value).high < bound, {
      saysNothing: (value) => intervalOf(value).low <= bound && intervalOf(value).high >= bound,
      chance: shareBound(this.requests, 0.5).chance,
    });
  }

  /** All of an interval is between the bounds. */
  toLieWithin(low: number, high: number): Promise<void> {
    const agrees = (value: T) => intervalOf(value).low >= low && intervalOf(value).high <= high;
    return this.that(`all from ${low} to ${high}`, agrees, { chance: shareBound(this.requests, 0.5).chance });
  }

  /**
   * A share of independent requests, as far as chance lets it be: of those of the reading in percent, or of `of` requests whose
   * lines are counted.
   */
  toBeShare(share: number, of?: number): Promise<void> {
    const n = of ?? this.requests;
    const unit = of === undefined ? 100 / n : 1;
    const { low, high, chance } = shareBound(n, share);
    if (low === 0 && high === n) throw new Error(`${n} requests are too few for a bound on a share of ${share}`);
    const ends = [low, high].map((end) => Math.round(end * unit * 100) / 100) as [number, number];
    return this.that(
      `from ${ends[0]} to ${ends[1]} (${Math.round(share * 1000) / 10} % of ${n} requests${of === undefined ? ', in percent' : ''})`,
      (value) => numberOf(value) >= low * unit - 1e-9 && numberOf(value) <= high * unit + 1e-9,
      { chance },
    );
  }

  /** Every pod answered some of the requests: so many different ones, or exactly these. */
  toMeetAll(pods: number | string[]): Promise<void> {
    const count = Array.isArray(pods) ? pods.length : pods;
    return this.that(inWords(pods), (value) => isDeepStrictEqual(value, pods), {
      chance: bounded(missesOne(this.requests, count)),
    });
  }

  /** At least two of so many pods answered the requests. */
  toMeetSeveral({ of }: { of: number }): Promise<void> {
    return this.that('at least 2', (value) => numberOf(value) >= 2, { chance: bounded(allTheSame(this.requests, of)) });
  }

  private get requests(): number {
    const { requests, says } = this.reading;
    if (requests === undefined) throw new Error(`${says}: no sample of requests, so chance has no share in it`);
    return requests;
  }

  /** A text holds a text or matches a pattern; a list has an element. */
  toHold(wanted: string | RegExp | number): Promise<void> {
    return this.that(`holds ${String(wanted)}`, (value) => holds(value, wanted));
  }

  toLack(unwanted: string | RegExp | number): Promise<void> {
    return this.that(`lacks ${String(unwanted)}`, (value) => !holds(value, unwanted));
  }

  /** The document's own check, read in a world where its claim does not hold. If both readings are equal, the check shows nothing. */
  toTellApart(otherWorld: T): Promise<void> {
    return this.that(
      `differs between the two worlds (the other: ${inWords(otherWorld)})`,
      (value) => !isDeepStrictEqual(value, otherWorld),
      { disagreement: 'vacuous', differs: true, saysNothing: isNothing },
    );
  }

  protected that(says: string, agrees: (value: T) => boolean, more: Omit<Matcher<T>, 'says' | 'agrees'> = {}): Promise<void> {
    return judge(this.run, this.beat, this.name, this.reading, { says, agrees, ...more });
  }
}

/** What can be said of a command that was run. */
export class CommandExpectation extends ValueExpectation<CommandOutcome> {
  protected override that(
    says: string,
    agrees: (value: CommandOutcome) => boolean,
    more: Omit<Matcher<CommandOutcome>, 'says' | 'agrees'> = {},
  ): Promise<void> {
    return super.that(says, agrees, {
      ...more,
      corroborate: ({ deciding }, assertion) => {
        if (deciding.some(({ value }) => timedOut(value))) this.run.later(() => othersAnswer(this.run, assertion, this.reading));
        return Promise.resolve([]);
      },
    });
  }

  toSucceed(): Promise<void> {
    return this.toExit(0);
  }

  toExit(status: number): Promise<void> {
    return this.that(`exit status ${status}`, ({ exit }) => exit === status);
  }

  /** On standard output, whatever the exit status. Where that may be nothing, a command that failed also prints it: its sample is ignored. */
  toPrint(wanted: string | RegExp): Promise<void> {
    const mayBeNothing = wanted instanceof RegExp && wanted.test('');
    return this.that(
      `prints ${String(wanted)}`,
      ({ stdout }) => holds(stdout, wanted),
      mayBeNothing ? { saysNothing: failedMutely } : {},
    );
  }

  /**
   * As a terminal shows it, on standard output or standard error. Of a text of several lines each has to be there, in its order on either of
   * both: which of two streams came first nobody knows afterwards.
   */
  toShow(wanted: string | RegExp): Promise<void> {
    return this.that(`shows ${String(wanted)}`, (outcome) => shows(outcome, wanted));
  }

  /** A command that failed also prints nothing: its sample is ignored. */
  toPrintNothingLike(unwanted: string | RegExp): Promise<void> {
    return this.that(`prints nothing like ${String(unwanted)}`, ({ stdout }) => !holds(stdout, unwanted), {
      saysNothing: failedMutely,
    });
  }

  toFail({ exit, saying }: { exit: number; saying: string | RegExp }): Promise<void> {
    return this.that(
      `exit status ${exit} and ${String(saying)} on standard error`,
      (outcome) => outcome.exit === exit && holds(outcome.stderr, saying),
    );
  }

  /** The tool knows the command, the API server serves the kind, and nobody calls it deprecated. */
  toBeCurrent(): Promise<void> {
    return this.that('known, served and not deprecated', ({ stderr }) => !isOutdated(stderr), {
      disagreement: 'stale',
      saysNothing: ({ exit, stderr }) => exit !== 0 && !isOutdated(stderr),
    });
  }

  /** The object that the command names still exists in the product. */
  toStillFind(): Promise<void> {
    return this.that('finds what it names', ({ stderr }) => !gone.test(stderr), {
      disagreement: 'stale',
      saysNothing: ({ exit, stderr }) => exit !== 0 && !gone.test(stderr),
    });
  }

  /** Compares output and exit status of the same command in two worlds. */
  override toTellApart(otherWorld: CommandOutcome): Promise<void> {
    return this.that('prints something else in the other world', (value) => !isDeepStrictEqual(value, otherWorld), {
      disagreement: 'vacuous',
      differs: true,
    });
  }
}

/** Words of kubectl and istioctl for what a release no longer has. */
const unknown = /unknown (command|flag|shorthand)|doesn't have a resource type|no matches for kind/i;

const isOutdated = (stderr: string): boolean => unknown.test(stderr) || saysDeprecated.test(stderr);

const gone = /\(NotFound\)|field "\S+" does not exist/;

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Inconclusive(`A number was expected, not ${inWords(value)}.`);
  return value;
}

function intervalOf(value: unknown): Interval {
  if (typeof value === 'object' && value !== null && 'low' in value && 'high' in value) return value as Interval;
  throw new Inconclusive(`An interval was expected, not ${inWords(value)}.`);
}

function failedMutely({ exit, stdout, stderr }: CommandOutcome): boolean {
  return exit !== 0 && stdout.trim() === '' && stderr.trim() !== '';
}

function holds(value: unknown, wanted: string | RegExp | number): boolean {
  // almost every text contains a space
  if (String(wanted).trim() === '') throw new Inconclusive('Nothing was there to look for.');
  if (Array.isArray(value)) return value.some((one) => (wanted instanceof RegExp ? wanted.test(String(one)) : one === wanted));
  const text = typeof value === 'string' ? value : inWords(value);
  return wanted instanceof RegExp ? wanted.test(text) : text.includes(String(wanted));
}
