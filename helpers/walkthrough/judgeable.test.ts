import { expect, test } from 'vitest';
import { judgeable } from './judgeable.ts';
import { plantedCorrections } from './testing.ts';

const corrections = plantedCorrections({
  promises: [
    { line: 9, quote: 'below', command: 5, shows: 'x' },
    { line: 19, quote: 'later', command: 15, shows: 'x' },
  ],
  written: [
    { line: 5, kind: 'fails', meets: 'a', claims: ['m1-a'] },
    { line: 9, kind: 'promise', meets: 'b', claims: ['m1-b'] },
    { line: 15, kind: 'fails', meets: 'c', claims: ['m1-c'] },
    { line: 19, kind: 'promise', meets: 'd', claims: ['m1-d'] },
  ],
});

test('a promise below the lines typed is kept when its command was typed, and no other', () => {
  const { promises, written } = judgeable(corrections, [{ line: 5 }]);
  expect(promises.map(({ line }) => line)).toEqual([9]);
  expect(written.map(({ line }) => line)).toEqual([5, 9]);
});
