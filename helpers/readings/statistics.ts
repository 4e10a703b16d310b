/** A statistical bound: what chance may do to a sample of a system that is as the claim says. */
export interface Chance {
  model: string;
  /** Size of the sample. */
  n: number;
  /** Probability that the bound is missed by chance alone. */
  falseAlarm: number;
}

/** The most that one bound may alarm by chance: a run has fewer than a hundred, so that all of them stay below 10⁻⁶. */
export const mostFalseAlarm = 1e-8;

/**
 * The narrowest central interval of successes in `n` independent trials of probability `p` that chance misses at most with
 * `mostFalseAlarm`, half of it on each side. An end may be 0 or n.
 */
export function shareBound(n: number, p: number): { low: number; high: number; chance: Chance } {
  const mass = binomial(n, p);
  const side = mostFalseAlarm / 2;
  let [low, below] = [0, 0];
  while (below + (mass[low] as number) <= side) below += mass[low++] as number;
  let [high, above] = [n, 0];
  while (above + (mass[high] as number) <= side) above += mass[high--] as number;
  return { low, high, chance: { model: `binomial, p = ${rounded(p)}`, n, falseAlarm: below + above } };
}

/** Chance that `n` requests, each sent to one of `k` pods at random, miss at least one of them (at most the sum over the pods). */
export function missesOne(n: number, k: number): Chance {
  return { model: `each of ${k} pods with probability 1/${k}, one missed`, n, falseAlarm: k * (1 - 1 / k) ** n };
}

/** So many requests, each sent to one of `k` pods at random, meet every pod, but for a chance of `mostFalseAlarm`. */
export function enoughToMeet(k: number): number {
  return k < 2 ? 1 : Math.ceil(Math.log(mostFalseAlarm / k) / Math.log(1 - 1 / k));
}

/** Chance that `n` requests, each sent to one of `k` pods at random, all meet the same one. */
export function allTheSame(n: number, k: number): Chance {
  return { model: `each of ${k} pods with probability 1/${k}, all the same`, n, falseAlarm: k ** (1 - n) };
}

/** @throws {Error} where the sample is too small for its bound: a fault of the spec, found by its first run */
export function bounded(chance: Chance): Chance {
  if (chance.falseAlarm <= mostFalseAlarm) return chance;
  const { model, n, falseAlarm } = chance;
  throw new Error(
    `${n} requests are too few (${model}): chance alone fails this in ${falseAlarm.toExponential(1)} of all runs, and at most ${mostFalseAlarm} is allowed. Ask for more requests.`,
  );
}

/** Probabilities of 0 to n successes, by way of logarithms: a factorial of 171 is no number any more. */
function binomial(n: number, p: number): number[] {
  const logFactorials = [0];
  for (let i = 1; i <= n; i++) logFactorials.push((logFactorials[i - 1] as number) + Math.log(i));
  const of = (i: number) => logFactorials[i] as number;
  return Array.from({ length: n + 1 }, (_, k) =>
    Math.exp(of(n) - of(k) - of(n - k) + k * Math.log(p) + (n - k) * Math.log1p(-p)),
  );
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
