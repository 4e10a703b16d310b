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
  /** `unread` is right: what a broken instrument brings is no answer. `same`: an old answer that was still the true one. */
  outcome: 'unread' | 'agreed' | 'disagreed' | 'same';
  says: string;
}

/** A claim's statements with each of its instruments broken in each way (`make mutants MUTANTS=instruments`). */
export class Rehearsals {
  private readonly all: { rehearsal: Rehearsal; assertions: Judged[]; thrown: boolean }[] = [];

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
    const last = fork.assertions.at(-1);
    const unread = thrown !== undefined || !last || fork.assertions.some(({ unsettled }) => unsettled);
    const rehearsal: Rehearsal = {
      statement: reading.says,
      witness: reading.witness,
      failure,
      outcome: unread ? 'unread' : last.agrees ? 'agreed' : 'disagreed',
      says: thrown === undefined ? (last?.observed ?? 'nothing') : messageOf(thrown),
    };
    this.all.push({ rehearsal, assertions: fork.assertions, thrown: thrown !== undefined });
  }

  /**
   * With the claim's verdict for all of its instruments broken in one way, by failure. `assertions` are those of the run itself, `seen` and
   * `formerly` as of `rule`.
   */
  results(
    assertions: Judged[],
    seen?: string[],
    formerly?: string[],
  ): { verdicts: Partial<Record<Failure, Verdict>>; statements: Rehearsal[] } {
    const controls = assertions.filter(({ beat }) => beat === 'control');
    const told = this.all.map(({ rehearsal, ...rest }) => ({
      ...rest,
      rehearsal: orSame(rehearsal, rest.assertions.at(-1), assertions),
    }));
    const ruled = failures.flatMap((failure) => {
      const own = told.filter(({ rehearsal }) => rehearsal.failure === failure && rehearsal.outcome !== 'same');
      if (own.length === 0) return [];
      const judged = own.flatMap((one) => one.assertions);
      const verdict = own.some(({ thrown }) => thrown) ? 'inconclusive' : rule([...controls, ...judged], seen, formerly).verdict;
      return [[failure, verdict] as const];
    });
    return { verdicts: Object.fromEntries(ruled), statements: told.map(({ rehearsal }) => rehearsal) };
  }
}

/** kubectl's AGE column (duration.HumanDuration of k8s.io/apimachinery): a listing is no other one for being older. */
const ageless = (says: string) => says.replaceAll(/\b(?:\d+[smhdy]){1,2}\b/g, '<age>');

/** An old answer shows nothing wrong where the new one is the same. */
function orSame(rehearsal: Rehearsal, last: Judged | undefined, assertions: Judged[]): Rehearsal {
  const same = assertions.some(({ name, observed }) => name === last?.name && ageless(observed) === ageless(last.observed));
  return rehearsal.failure === 'stale' && rehearsal.outcome !== 'unread' && same ? { ...rehearsal, outcome: 'same' } : rehearsal;
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
