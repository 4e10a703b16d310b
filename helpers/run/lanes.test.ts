import { expect, test } from 'vitest';
import { lanes } from './lanes.ts';

const gib = 2 ** 30;

test.each([
  { cores: 2, memory: 24 * gib, sure: 4, most: 8 },
  { cores: 2, memory: 8 * gib, sure: 4, most: 5 },
  { cores: 2, memory: 6 * gib, sure: 3, most: 3 },
  { cores: 16, memory: 64 * gib, sure: 12, most: 12 },
  { cores: 1, memory: 2 * gib, sure: 1, most: 1 },
])('$cores cores and $memory bytes carry $sure to $most lanes', ({ sure, most, ...machine }) => {
  expect(lanes({}, machine)).toEqual({ sure, most });
});

test('LANES decides where it is given', () => {
  expect(lanes({ LANES: '7' })).toEqual({ sure: 7, most: 7 });
});

test.each(['0', '-1', 'many', '1.5'])('LANES=%s is refused', (LANES) => {
  expect(() => lanes({ LANES })).toThrow(/means nothing/);
});
