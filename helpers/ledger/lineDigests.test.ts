import { expect, test } from 'vitest';
import { changesIn, digestsOf } from './lineDigests.ts';

const digests = (...lines: string[]) => digestsOf({ lines });
const before = digests('a', 'b', 'c', 'd', 'e');

test.for<[string, string[]]>([
  ['line 3 differs', ['a', 'b', 'X', 'd', 'e']],
  ['lines 2-3 differ', ['a', 'X', 'Y', 'd', 'e']],
  ['line 1 is new', ['X', 'a', 'b', 'c', 'd', 'e']],
  ['lines 6-7 are new', ['a', 'b', 'c', 'd', 'e', 'X', 'Y']],
  ['1 line is gone before line 2', ['a', 'c', 'd', 'e']],
  ['2 lines are gone before line 4', ['a', 'b', 'c']],
  ['line 2 differs; 1 line is gone before line 3', ['a', 'X', 'd', 'e']],
  ['line 2 differs; line 3 is new', ['a', 'X', 'Y', 'c', 'd', 'e']],
  ['line 1 differs; line 5 differs', ['X', 'b', 'c', 'd', 'Y']],
  ['only line ends differ', ['a', 'b', 'c', 'd', 'e']],
])('%s', ([says, now]) => {
  expect(changesIn(before, digests(...now))).toBe(says);
});

test('without digests no line is named', () => {
  expect(changesIn([], digests('a'))).toBe('no digests of lines tell where');
});
