import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('a document, a cluster and lines are read as they are given', () => {
  expect(readOptions({ DOC: 'module-1' })).toEqual({
    document: 'module-1',
    as: 'written',
    stands: false,
    keep: false,
    lines: undefined,
  });
  expect(readOptions({ DOC: 'module-1.md', AS: 'corrected', CLUSTER: 'standing', LINES: '41-126', KEEP: '1' })).toEqual({
    document: 'module-1.md',
    as: 'corrected',
    stands: true,
    keep: true,
    lines: [41, 126],
  });
});

test.for([
  [{}, 'DOC is missing'],
  [{ DOC: 'module-1', AS: 'fixed' }, 'AS=fixed is not valid'],
  [{ DOC: 'module-1', CLUSTER: 'other' }, 'CLUSTER=other is not valid'],
  [{ DOC: 'module-1', KEEP: '2' }, 'KEEP=2 is not valid'],
  [{ DOC: 'module-1', LINES: '4' }, 'LINES=4 means nothing'],
] as const)('%j: %s', ([env, message]) => {
  expect(() => readOptions(env)).toThrow(message);
});
