import { expect, test } from 'vitest';
import { undecided } from './bodyText.ts';
import type { HttpOutcome } from './refusal.ts';

const cut = { body: '<html>Server name', cutFrom: 7000 } as HttpOutcome;
const whole = { body: cut.body } as HttpOutcome;

test.for<[string, string | RegExp]>([
  ['a text that was read', 'Server name'],
  ['a pattern that matched', /^<html>[^]*name/],
])('%s is decided', ([, wanted]) => {
  expect(undecided(cut, wanted)).toBeUndefined();
});

test.for<[string, string | RegExp]>([
  ['a text that may stand beyond', 'Server address'],
  ['a pattern that may match beyond', /address/],
  ['a pattern that looks at the end', /name$/],
  ['a pattern of what must be missing', /^(?![^]*address)/],
])('%s is not, unless the body was read to its end', ([, wanted]) => {
  expect(undecided(cut, wanted)).toBe(
    `only the first 1500 of 7000 bytes of the body were read, and they leave ${String(wanted)} open`,
  );
  expect(undecided(whole, wanted)).toBeUndefined();
});
