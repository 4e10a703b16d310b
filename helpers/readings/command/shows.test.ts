import { expect, test } from 'vitest';
import { Inconclusive } from '../../errors.ts';
import { shows } from './shows.ts';

const seen = (stdout: string, stderr: string, wanted: string | RegExp) => shows({ stdout, stderr }, wanted);

test('a terminal shows both streams', () => {
  expect(seen('', 'Nothing here\n', 'Nothing here')).toBe(true);
  expect(seen('one\n', '', 'one')).toBe(true);
  expect(seen('one\n', 'Nothing here\n', 'two')).toBe(false);
  expect(seen('', 'status 7\n', /^status \d$/m)).toBe(true);
  expect(seen('a', 'b', /a[^]*b/)).toBe(false);
});

test('the lines of a text stand in their order on either stream', () => {
  expect(seen('a: 1\nb: 2\n', 'ended with 7\n', 'a: 1\nended with 7\nb: 2')).toBe(true);
  expect(seen('b: 2\na: 1\n', '', 'a: 1\nb: 2')).toBe(false);
  expect(seen('a: 1  \n\n   b: 2\n', '', 'a: 1\nb: 2 ')).toBe(true);
  expect(seen('a: 1\n', '', 'a: 1\na: 1')).toBe(false);
  expect(seen('b\na\n', 'a\n', 'a\nb\na')).toBe(true);
});

test.each(['', ' \n ', /^$/, /x*/])('%j cannot be looked for', (wanted) => {
  expect(() => seen('a', '', wanted)).toThrow(Inconclusive);
});
