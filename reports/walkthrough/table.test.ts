import { expect, test } from 'vitest';
import { walkthroughSchema } from '../../helpers/walkthrough/schema.ts';
import { tableOf } from './table.ts';

const walk = walkthroughSchema.parse({
  schema: 'meshproof/walkthrough/v1',
  document: 'fixtures/documents/a.md',
  sha256: '0',
  as: 'written',
  started: '2026-01-01T00:00:00.000Z',
  finished: '2026-01-01T00:01:00.000Z',
  status: 'complete',
  cluster: { name: 'a', own: true },
  treatment: ['Comment lines are not typed.'],
  cast: 'a-written.cast',
  blocks: [],
  claims: {},
  findings: [
    {
      line: 55,
      attempt: 'as it stands',
      kind: 'fails',
      promised: 'a | b',
      met: 'exit status 127: a: command not found',
      claims: ['m1-typo'],
      expected: true,
    },
    { line: 68, attempt: 'as it stands', kind: 'promise', promised: '3 pods', met: '2', claims: [], expected: false },
  ],
  accepted: [],
  missing: ['line 9: fails: x'],
  unread: [{ first: 4, last: 9, why: 'language yaml' }],
  leftovers: [{ object: 'Namespace/default', change: 'changed', was: { labels: {} }, is: { labels: { a: 'b' } } }],
  redacted: {},
});

test('the table lists what differs, what was not met and what is left', () => {
  const table = tableOf(walk);
  expect(table).toContain('| 55 | ``a \\| b`` | fails: ``exit status 127: a: command not found`` | m1-typo | yes |');
  expect(table).toContain('| 68 | “3 pods” | shows something else: ``2`` | – | **no** |');
  expect(table).toContain('- line 9: fails: x');
  expect(table).toContain('Blocks that are not read as commands:\n\n- lines 4-9: language yaml');
  expect(table).toContain('- changed Namespace: default {"a":"b"}');
});
