import { expect, test } from 'vitest';
import { lanes } from './lanes.ts';

const gib = 2 ** 30;

test.each([
  { cores: 2, memory: 24 * gib, count: 4 },
  { cores: 2, memory: 6 * gib, count: 3 },
  { cores: 16, memory: 64 * gib, count: 12 },
  { cores: 1, memory: 2 * gib, count: 1 },
])('$cores cores and $memory bytes carry $count lanes', ({ count, ...machine }) => {
  expect(lanes({}, machine)).toBe(count);
});

test('LANES decides where it is given', () => {
  expect(lanes({ LANES: '7' })).toBe(7);
});

test.each(['0', '-1', 'many', '1.5'])('LANES=%s is refused', (LANES) => {
  expect(() => lanes({ LANES })).toThrow(/means nothing/);
});
