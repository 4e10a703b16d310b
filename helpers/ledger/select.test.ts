import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { loadLedger } from './load.ts';
import { plantedProject } from './testing.ts';
import { select } from './select.ts';

await using project = await plantedProject();
const ledger = await loadLedger(project.root);

test('without a limit everything is selected', () => {
  expect(select(ledger)).toEqual(['m1-a-curl', 'm1-a-returns', 'm1-a-again']);
});

test.for([
  ['m1-a-curl', ['m1-a-curl']],
  ['m1-a-*r*', ['m1-a-curl', 'm1-a-returns']],
  ['m1-a-again, *-curl', ['m1-a-curl', 'm1-a-again']],
] as const)('globs, in ledger order: %s', ([claims, ids]) => {
  expect(select(ledger, { claims })).toEqual(ids);
});

test.for(['fixtures/documents/a.md', 'a.md', 'a'])('a document by path or name: %s', (doc) => {
  expect(select(ledger, { doc })).toHaveLength(3);
});

test.for([
  [{ claims: 'm1-a-crl' }, 'CLAIMS=m1-a-crl selects no claim. Near it: m1-a-curl, m1-a-again, m1-a-returns. See: make list'],
  [{ claims: 'm1-a-curl,nosuch' }, 'CLAIMS=nosuch selects no claim'],
  [{ claims: 'nosuch', doc: 'a' }, 'selects no claim in fixtures/documents/a.md'],
  [{ claims: ' , ' }, 'names no claim'],
  [{ doc: 'b.md' }, 'DOC=b.md is no document with a ledger. There are: fixtures/documents/a.md'],
] as const)('nothing selected is a usage error: %o', ([limits, message]) => {
  expect(() => select(ledger, limits)).toThrow(UsageError);
  expect(() => select(ledger, limits)).toThrow(message);
});
