import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';

const passagesOf = (markdown: string) => new MarkdownDocument('a.md', markdown).passages;

const short = (markdown: string) =>
  passagesOf(markdown).map(({ kind, first, last, text }) => `${kind} ${first}-${last}: ${text}`);

test('sentences of a paragraph over several lines', () => {
  expect(short('It works. It\nnever fails. *"So they say."*\n')).toEqual([
    'sentence 1-1: It works.',
    'sentence 1-2: It never fails.',
    'sentence 2-2: *"So they say."*',
  ]);
});

test('list items, table cells and quotations are read without their marks', () => {
  expect(short('- one\n- two\n  goes on\n\n| a | b |\n| - | - |\n| c | d |\n\n> said\n')).toEqual([
    'sentence 1-1: one',
    'sentence 2-3: two goes on',
    'sentence 5-5: a',
    'sentence 5-5: b',
    'sentence 7-7: c',
    'sentence 7-7: d',
    'sentence 9-9: said',
  ]);
});

test('lines of code, and among them those with which a command begins', () => {
  expect(
    short('```bash\n# first\nkubectl apply -f - <<EOF\nkind: Pod\nEOF\nmake up\n```\n\n```yaml\na: 1\n\nb: 2\n```\n'),
  ).toEqual([
    'code 2-2: # first',
    'command 3-3: kubectl apply -f - <<EOF',
    'code 4-4: kind: Pod',
    'code 5-5: EOF',
    'command 6-6: make up',
    'code 10-10: a: 1',
    'code 12-12: b: 2',
  ]);
});

test('each passage has the headings above it', () => {
  const passages = passagesOf('# A\n## B\nx\n### C\ny\n## D\nz\n');
  expect(passages.filter(({ kind }) => kind === 'sentence').map(({ text, sections }) => [text, ...sections])).toEqual([
    ['x', 'A', 'B'],
    ['y', 'A', 'B', 'C'],
    ['z', 'A', 'D'],
  ]);
});

test('a paragraph that is wrapped elsewhere, and line ends of another kind, are the same passages', () => {
  const text = (markdown: string) => passagesOf(markdown).map((one) => one.text);
  expect(text('One sentence  \r\nover lines. Another\r\none.\r\n')).toEqual(text('One sentence over\nlines.\nAnother one.\n'));
});
