import { messageOf } from '../errors.ts';
import { failures, whileFailing, type Failure } from '../failure.ts';
import type { Reading } from '../readings/reading.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimRun } from './claimRun.ts';
import { rule, type Judged } from './ruling.ts';

/** What one statement came to with a broken instrument. */
export interface Rehearsal {
  statement: string;
  witness: string;
  failure: Failure;
  /** `unread` is right: what a broken instrument brings is no answer. */
  outcome: 'unread' | 'agreed' | 'disagreed';
  says: string;
}

/** A claim's statements with each of its instruments broken in each way (`make mutants MUTANTS=instruments`). */
export class Rehearsals {
  private readonly all: Rehearsal[] = [];
  private readonly assertions = new Map<Failure, Judged[]>();
  private readonly thrown = new Set<Failure>();

  /** Judges the statement on a fork of the run, while what its reading goes through fails in this way. */
  async rehearse(
    run: ClaimRun,
    failure: Failure,
    reading: Reading<unknown>,
    state: (fork: ClaimRun) => Promise<void>,
  ): Promise<void> {
    const fork = run.fork();
    let thrown: unknown;
    const touched = await whileFailing(failure, async () => {
      try {
        await state(fork);
        await fork.endBeat();
        fork.settleShowings();
      } catch (error) {
        thrown = error;
      }
    });
    if (touched === 0) return;
    if (thrown !== undefined) this.thrown.add(failure);
    this.assertions.set(failure, [...(this.assertions.get(failure) ?? []), ...fork.assertions]);
    const last = fork.assertions.at(-1);
    const unread = thrown !== undefined || !last || fork.assertions.some(({ unsettled }) => unsettled);
    this.all.push({
      statement: reading.says,
      witness: reading.witness,
      failure,
      outcome: unread ? 'unread' : last.agrees ? 'agreed' : 'disagreed',
      says: thrown === undefined ? (last?.observed ?? 'nothing') : messageOf(thrown),
    });
  }

  /** With the claim's verdict for all of its instruments broken in one way, by failure. `assertions` are those of the run itself, `seen` as of `rule`. */
  results(assertions: Judged[], seen?: string[]): { verdicts: Partial<Record<Failure, Verdict>>; statements: Rehearsal[] } {
    const controls = assertions.filter(({ beat }) => beat === 'control');
    const ruled = failures.flatMap((failure) => {
      const judged = this.assertions.get(failure);
      if (!judged) return [];
      const verdict = this.thrown.has(failure) ? 'inconclusive' : rule([...controls, ...judged], seen).verdict;
      return [[failure, verdict] as const];
    });
    return { verdicts: Object.fromEntries(ruled), statements: this.all };
  }
}

/** The statement, which is first rehearsed with every failure where the run has instrument mutants. */
export function rehearsed<E extends object>(
  rehearsals: Rehearsals | undefined,
  run: ClaimRun,
  reading: Reading<unknown>,
  make: (run: ClaimRun) => E,
): E {
  const statement = make(run);
  if (!rehearsals) return statement;
  return new Proxy(statement, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        for (const failure of failures)
          await rehearsals.rehearse(run, failure, reading, (fork) => {
            const apart = make(fork);
            return Reflect.apply(Reflect.get(apart, name, apart) as () => Promise<void>, apart, given);
          });
        await (Reflect.apply(member, target, given) as Promise<void>);
      };
    },
  });
}
