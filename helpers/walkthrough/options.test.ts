import { expect, test } from 'vitest';
import { readOptions } from './options.ts';

test('a document is named shortly, or by the path of a copy', () => {
  expect(readOptions({ DOC: 'module-1' })).toEqual({
    document: 'fixtures/documents/module-1.md',
    as: 'written',
    stands: false,
    keep: false,
    lines: undefined,
  });
  expect(readOptions({ DOC: 'module-1.md', AS: 'corrected', CLUSTER: 'standing', LINES: '41-126', KEEP: '1' })).toEqual({
    document: 'fixtures/documents/module-1.md',
    as: 'corrected',
    stands: true,
    keep: true,
    lines: [41, 126],
  });
});

test.for([
  [{}, 'DOC is missing'],
  [{ DOC: 'module-9' }, 'there is no fixtures/documents/module-9.md'],
  [{ DOC: './nowhere/module-1.md' }, 'there is no such file'],
  [{ DOC: 'module-1', AS: 'fixed' }, 'AS=fixed is not valid'],
  [{ DOC: 'module-1', CLUSTER: 'other' }, 'CLUSTER=other is not valid'],
  [{ DOC: 'module-1', KEEP: '2' }, 'KEEP=2 is not valid'],
  [{ DOC: 'module-1', LINES: '4' }, 'LINES=4 means nothing'],
] as const)('%j: %s', ([env, message]) => {
  expect(() => readOptions(env)).toThrow(message);
});
