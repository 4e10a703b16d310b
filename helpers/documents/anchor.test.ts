import { expect, test } from 'vitest';
import { MarkdownDocument } from './document.ts';
import { spotsOf } from './anchor.ts';

const document = new MarkdownDocument(
  'a.md',
  [
    '# One',
    '',
    'Look at the pods. They run',
    'and run.',
    '',
    '```bash',
    'kubectl get pods',
    '```',
    '',
    '## Two',
    '',
    '- `kubectl get pods`: who runs',
    '- Look at the pods.',
    '',
  ].join('\n'),
);
const linesOf = (quote: string, section?: string) => spotsOf(document, { quote, section }).map(({ line, last }) => [line, last]);

test('words are found with their lines, also over the end of one', () => {
  expect(linesOf('They run and run')).toEqual([[3, 4]]);
  expect(linesOf('who runs')).toEqual([[12, 12]]);
  expect(linesOf('who run')).toEqual([]);
});

test('words that stand twice are told by a heading above them', () => {
  expect(linesOf('Look at the pods.')).toEqual([
    [3, 3],
    [13, 13],
  ]);
  expect(linesOf('Look at the pods.', 'Two')).toEqual([[13, 13]]);
  expect(linesOf('Look at the pods.', 'Three')).toEqual([]);
});

test('where the words are the whole of a passage, those of which they are a part do not count', () => {
  expect(linesOf('kubectl get pods')).toEqual([[7, 7]]);
});

test('a quote of several list items may have their marks', () => {
  expect(linesOf('- `kubectl get pods`: who runs\n- Look at the pods.')).toEqual([[12, 13]]);
});
