import { expect, test } from 'vitest';
import { allTheSame, bounded, missesOne, mostFalseAlarm, shareBound } from './statistics.ts';

test('of 40 calls at one half, 3 to 37 are all but 1.5 in 10⁹', () => {
  const { low, high, chance } = shareBound(40, 1 / 2);
  expect([low, high]).toEqual([3, 37]);
  // 2 · (C(40,0) + C(40,1) + C(40,2)) / 2^40
  expect(chance.falseAlarm).toBeCloseTo((2 * (1 + 40 + 780)) / 2 ** 40, 15);
});

test('a bound that chance could miss too often in a small sample has no ends', () => {
  expect(shareBound(20, 1 / 2)).toMatchObject({ low: 0, high: 20, chance: { falseAlarm: 0 } });
});

test.each([
  [400, 0.1],
  [1000, 0.1],
  [1000, 0.9],
  [1000, 0.5],
])('a share of %i calls at %f is bounded as narrowly as is allowed', (n, p) => {
  const { low, high, chance } = shareBound(n, p);
  expect(low).toBeLessThan(n * p);
  expect(high).toBeGreaterThan(n * p);
  expect(chance.falseAlarm).toBeLessThanOrEqual(mostFalseAlarm);
  expect(chance.falseAlarm).toBeGreaterThan(mostFalseAlarm / 20);
});

test('fifty requests miss one of three pods in 5 of 10⁹ runs, forty too often', () => {
  expect(bounded(missesOne(50, 3)).falseAlarm).toBeCloseTo(4.7e-9, 10);
  expect(() => bounded(missesOne(40, 3))).toThrow('40 requests are too few');
});

test('twenty requests all meet the same of three pods in 9 of 10¹⁰ runs, ten too often', () => {
  expect(bounded(allTheSame(20, 3)).falseAlarm).toBeCloseTo(8.6e-10, 11);
  expect(() => bounded(allTheSame(10, 3))).toThrow('10 requests are too few');
});
