import { Draws } from './draws.ts';

/** Of the claims that are declared for this, so many are run in a try. */
const claimsInTry = 6;

export interface Planned {
  /** From 1. */
  number: number;
  fault: string;
  /** 1, and more after a fault that was not done. */
  attempt: number;
  /** When, as a share of the time that all the claims take without a fault. */
  when: number;
  claims: string[];
  /** For whatever else the fault draws, such as a node. */
  draws: Draws;
}

/**
 * What is tried: each fault once, in the order of a seed, before any comes a second time.
 *
 * @param attempt another one of the same try draws another moment and other claims
 */
export function planOf(seed: string, names: readonly string[], pool: readonly string[], number: number, attempt = 1): Planned {
  const [round, place] = [Math.floor((number - 1) / names.length), (number - 1) % names.length];
  const fault = new Draws(`${seed} round ${round}`).shuffled(names)[place] as string;
  const draws = new Draws(`${seed} try ${number} attempt ${attempt}`);
  // neither before there is a run to be hit, nor after it: some of the claims take less time than all of them
  const when = 0.05 + 0.7 * draws.share();
  return { number, fault, attempt, when, claims: draws.some(pool, claimsInTry), draws };
}
