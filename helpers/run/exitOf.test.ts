import { expect, test } from 'vitest';
import { exitOf } from './exitOf.ts';

test('results that are as expected end with 0, and nothing more is said', () => {
  expect(exitOf(0, 0)).toEqual({ exit: 0 });
});

test('where all results stand and the runner failed, the status is 2 and the line says why', () => {
  expect(exitOf(0, 1)).toEqual({
    exit: 2,
    says: 'exit status 2: every result is as the ledger expects and stands, but the test runner itself ended with status 1 (see “outside any claim” above)',
  });
});

test.for([1, 2] as const)('results that differ decide (%i), however the runner ended', (exit) => {
  expect(exitOf(exit, 1)).toEqual({ exit });
});
