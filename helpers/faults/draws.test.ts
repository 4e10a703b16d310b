import { expect, test } from 'vitest';
import { Draws } from './draws.ts';

const letters = [...'abcdefgh'];
const drawn = (seed: string) => {
  const draws = new Draws(seed);
  return [draws.share(), draws.one(letters), draws.some(letters, 3), draws.shuffled(letters)];
};

test('the same seed draws the same, another one does not', () => {
  expect(drawn('a')).toEqual(drawn('a'));
  expect(drawn('a')).not.toEqual(drawn('b'));
});

test('what is drawn is in the range, and in the list’s order', () => {
  const draws = new Draws('range');
  for (let index = 0; index < 200; index++) {
    const share = draws.share();
    expect(share).toBeGreaterThanOrEqual(0);
    expect(share).toBeLessThan(1);
    const some = draws.some(letters, 3);
    expect(some).toEqual([...new Set(some)].sort());
    expect(some).toHaveLength(3);
    expect(draws.shuffled(letters).toSorted()).toEqual(letters);
  }
  expect(draws.some(letters, 99)).toEqual(letters);
  expect(() => draws.one([])).toThrow(RangeError);
});

test('each of a list comes up', () => {
  const draws = new Draws('each');
  expect(new Set(Array.from({ length: 200 }, () => draws.one(letters)))).toEqual(new Set(letters));
});
