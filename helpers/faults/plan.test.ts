import { expect, test } from 'vitest';
import { planOf } from './plan.ts';

const [names, pool] = [[...'abcde'], [...'0123456789']];
const plan = (seed: string, number: number, attempt?: number) => {
  const { draws, ...rest } = planOf(seed, names, pool, number, attempt);
  return { ...rest, drawn: draws.share() };
};

test('the same seed plans the same tries, others plan others', () => {
  expect(plan('s', 7)).toEqual(plan('s', 7));
  const orders = [...'stuvwxyz'].map((seed) => [1, 2, 3, 4, 5].map((one) => plan(seed, one).fault).join(''));
  expect(new Set(orders).size).toBeGreaterThan(4);
});

test('each fault comes once before any comes a second time', () => {
  for (const round of [0, 1, 2]) {
    const drawn = [1, 2, 3, 4, 5].map((one) => plan('s', 5 * round + one).fault);
    expect(drawn.toSorted()).toEqual(names);
  }
});

test('another attempt is of the same fault, at another moment', () => {
  const [first, second] = [plan('s', 3), plan('s', 3, 2)];
  expect(second.fault).toBe(first.fault);
  expect(second.when).not.toBe(first.when);
  for (const one of [first, second]) {
    expect(one.when).toBeGreaterThanOrEqual(0.05);
    expect(one.when).toBeLessThan(0.75);
    expect(one.claims).toHaveLength(6);
  }
});
