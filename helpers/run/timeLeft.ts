import type { Durations } from './durations.ts';

/** A test that has ended. */
export interface Ended {
  name: string;
  ms: number;
  passed: boolean;
  /** Its file runs alone, after all others. */
  alone: boolean;
}

interface Expected {
  /** Names of the tests to come, as far as they are known. */
  names: readonly string[];
  /** How many tests there will be. */
  total: number;
  /** What earlier runs took. */
  known: Durations;
  /** Lanes that surely run side by side. */
  lanes: number;
}

/** For so long an earlier run says more of how many claims run side by side than this one. */
const settlingMs = 60_000;

/** So many claims a lane have ended once the first ones, of which the long ones are missing, no longer mislead. */
const rounds = 3;

/** Estimates when a run ends: by what its tests took before, and once enough of them have ended also by what they take now. */
export class TimeLeft {
  private readonly expected: Expected;
  private readonly started: number;
  private readonly open: Set<string>;
  private readonly ended: Ended[] = [];
  /** When the last test beside others ended, on the clock of `started`. */
  private besideUntil: number;

  /** @param now milliseconds of a clock that only goes forward */
  constructor(expected: Expected, now: number) {
    this.expected = expected;
    this.started = now;
    this.besideUntil = now;
    this.open = new Set(expected.names);
  }

  get done(): number {
    return this.ended.length;
  }

  end(test: Ended, now: number): void {
    this.ended.push(test);
    this.open.delete(test.name);
    if (!test.alone) this.besideUntil = now;
  }

  /** Milliseconds; undefined while there is no basis for a guess, and once nothing is left. */
  left(now: number): number | undefined {
    const count = this.expected.total - this.done;
    if (count <= 0 || !this.hasBasis()) return undefined;
    const { beside, alone } = this.expected.known;
    const unnamed = Math.max(0, count - this.open.size) * this.usual();
    const others = [...this.open].filter((name) => alone[name] === undefined).map((name) => beside[name] ?? this.usual());
    const last = sum([...this.open].flatMap((name) => alone[name] ?? []));
    const ends = (others.length > 0 || unnamed > 0 ? now : this.besideUntil) - this.started;
    return Math.max((sum(others) + unnamed) / this.sideBySide(ends), ...others) + last;
  }

  /** What this run measured. */
  durations(): Durations {
    const of = (alone: boolean) =>
      Object.fromEntries(this.ended.filter((one) => one.passed && one.alone === alone).map(({ name, ms }) => [name, ms]));
    const elapsed = this.besideUntil - this.started;
    const measured = this.hasEnded() && elapsed > 0;
    return { beside: of(false), alone: of(true), ...(measured && { lanes: this.work() / elapsed }) };
  }

  /** Half of the tests are known, or enough of them have ended. */
  private hasBasis(): boolean {
    const { beside, alone } = this.expected.known;
    const known = this.expected.names.filter((name) => beside[name] !== undefined || alone[name] !== undefined);
    return 2 * known.length >= this.expected.total || this.hasEnded();
  }

  private hasEnded(): boolean {
    return this.beside().length >= rounds * this.expected.lanes;
  }

  private beside(): Ended[] {
    return this.ended.filter(({ alone }) => !alone);
  }

  /** What a test takes of which nothing is known. */
  private usual(): number {
    const { beside, alone } = this.expected.known;
    const known = this.expected.names.flatMap((name) => beside[name] ?? alone[name] ?? []);
    const all = [...known, ...this.ended.map(({ ms }) => ms)];
    return all.length === 0 ? 0 : sum(all) / all.length;
  }

  /** Milliseconds of tests that ended beside others; on a machine that is slower today, what they took before. */
  private work(): number {
    return sum(this.beside().map(({ name, ms }) => this.expected.known.beside[name] ?? ms));
  }

  /** How many milliseconds of tests are done in one. */
  private sideBySide(elapsed: number): number {
    const before = this.expected.known.lanes ?? this.expected.lanes;
    return (this.work() + before * settlingMs) / (elapsed + settlingMs);
  }
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
