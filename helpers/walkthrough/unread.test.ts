import { expect, test, vi } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import { nothingRead, unreadOf } from './unread.ts';
import { walkthrough } from './walkthrough.ts';

// a walk reads every ledger first: a busy machine needs its time for that
vi.setConfig({ testTimeout: 60_000 });

const unread = (text: string) => unreadOf(new MarkdownDocument('a.md', text));

test('blocks that are not typed are named with their reason', () => {
  const blocks = unread('```bash\nmake up\n```\n\n```yaml\na: 1\nb: 2\n```\n\n```\nweb 1/1\n```\n');
  expect(blocks).toEqual([
    { first: 6, last: 7, why: 'language yaml' },
    { first: 11, last: 11, why: 'no language, no prompt, and not only commands' },
  ]);
  expect(unread('Save it as a.yaml:\n\n```yaml\na: 1\n```\n')).toEqual([]);
  expect(nothingRead('a.md', blocks)).toBe(
    [
      'a.md: none of its blocks is read as commands, so there is nothing to type:',
      '  lines 6-7: language yaml',
      '  line 11: no language, no prompt, and not only commands',
      'Name a shell where a block holds commands (```bash), or put a prompt ($) before each.',
    ].join('\n'),
  );
});

const walked = (document: string, lines?: [number, number]) =>
  walkthrough({ document, as: 'written', stands: false, keep: false, lines }, new AbortController().signal);

test('a document of which nothing is read is an error, before there is a cluster', async () => {
  const failure = await walked('fixtures/documents/module-2.md').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect(String(failure)).toMatch(/lines \d+-\d+: language mermaid/);
  await expect(walked('fixtures/documents/module-1.md', [1, 2])).rejects.toThrow('LINES=1-2: no block of commands');
});
