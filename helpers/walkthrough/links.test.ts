import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { blocksOfClaims, linkClaims } from './links.ts';
import { scriptOf } from './script.ts';

const document = new MarkdownDocument(
  'a.md',
  `# One

Do this:

\`\`\`bash
first
\`\`\`

It happens.

#### Verify

\`\`\`bash
second
\`\`\`

## Two

Nothing to type.

\`\`\`bash
third
\`\`\`
`,
);
const blocks = scriptOf(document);
const claim = (id: string, line: number, quote: string) => ({ id, line, quote });
const links = linkClaims(document, blocks, [
  claim('m1-intro', 3, 'Do this'),
  claim('m1-first', 6, 'first'),
  claim('m1-happens', 9, 'It happens'),
  claim('m1-second', 14, 'second'),
  claim('m1-two', 19, 'Nothing to type'),
]);

test('a block has the claims that quote it, and those of the prose beside it within its section', () => {
  expect([...links]).toEqual([
    [1, { claims: ['m1-first'], about: ['m1-intro', 'm1-happens'] }],
    [2, { claims: ['m1-second'], about: ['m1-happens'] }],
    [3, { claims: [], about: ['m1-two'] }],
  ]);
});

test('a claim has its blocks', () => {
  expect(blocksOfClaims(links)).toEqual({
    'm1-first': [1],
    'm1-intro': [1],
    'm1-happens': [1, 2],
    'm1-second': [2],
    'm1-two': [3],
  });
});
