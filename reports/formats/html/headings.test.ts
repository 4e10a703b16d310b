import { expect, test } from 'vitest';
import { headings } from './headings.ts';

test('finds headings of two levels with their lines and none in fenced code', () => {
  const markdown = '# Title\n## One\n```bash\n## a comment\n```\n### deeper\n## Two ##\n';
  expect(headings(markdown)).toEqual([
    { line: 1, text: 'Title' },
    { line: 2, text: 'One' },
    { line: 7, text: 'Two' },
  ]);
});
