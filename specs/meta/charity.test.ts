import { expect, test } from 'vitest';
import { MarkdownDocument, normalise } from '../../helpers/documents/document.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import type { LoadedClaim } from '../../helpers/ledger/loaded.ts';
import { root } from '../../helpers/root.ts';
import { isNegative } from '../../helpers/verdict.ts';

const ledger = await loadLedger(root);

/** Claims that may end otherwise than another claim with the same words: what the words mean there. */
const reasons: Record<string, string> = {
  'm1-ex3-wide-labels': 'the quote names three things; this claim is about the third, its neighbour about the first two',
  'm1-ex4-impostor': 'the title of an attempt; this claim is about its limit',
};

type Sentence = Pick<LoadedClaim, 'id' | 'document' | 'line' | 'quote' | 'expected' | 'reading'>;

const wordsOf = ({ quote }: Sentence) =>
  ` ${normalise(quote)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;

/** A command states nothing by itself: at another line it runs in another world. */
const isProse = ({ document, line }: Sentence, documents: MarkdownDocument[]) =>
  !documents.find(({ path }) => path === document)?.blocks.some(({ first, last }) => first <= line && line <= last);

/** What else than its words a claim at the same place is about. */
const isAside = ({ reading }: Sentence) => reading !== 'literal';

/** Pairs of claims about the same words of which one is called wrong and one is not. */
function disagreeing(claims: Sentence[]): [string, string][] {
  const judged = claims.filter(({ expected }) => expected === 'verified' || isNegative(expected));
  const wrong = judged.filter(({ expected }) => isNegative(expected));
  return wrong.flatMap((one) =>
    judged
      .filter((other) => !isNegative(other.expected) && sameWords(one, other))
      .filter((other) => !(one.id in reasons) && !(other.id in reasons))
      .map((other): [string, string] => [one.id, other.id]),
  );
}

/** Equal at one place; at two places one may have the other's words among its own. */
function sameWords(one: Sentence, other: Sentence): boolean {
  const [a, b] = [wordsOf(one), wordsOf(other)];
  if (one.document === other.document && one.line === other.line) return a === b && !isAside(one) && !isAside(other);
  return Math.min(a.split(' ').length, b.split(' ').length) > 4 && (a.includes(b) || b.includes(a));
}

const documents = ledger.documents.map(({ document }) => document);
const prose = ledger.claims.filter((claim) => isProse(claim, documents));

test('the same words have the same verdict, unless a reason is written here', () => {
  expect(disagreeing(prose)).toEqual([]);
});

test('a limit is a claim of its own, put positively', () => {
  const wrong = ledger.claims.filter(({ reading, expected }) => reading === 'limit' && isNegative(expected));
  expect(wrong.map(({ id }) => id)).toEqual([]);
});

const planted = (id: string, line: number, quote: string, expected: Sentence['expected'], more: Partial<Sentence> = {}) => ({
  ...{ id, line, quote, expected, document: 'a.md', reading: 'literal' as const },
  ...more,
});

test.for([
  ['the same words at another line', planted('b', 9, 'restarts change pod IPs', 'verified'), true],
  ['more words at another line', planted('b', 9, 'Scaling and **restarts** change pod IPs.', 'verified'), true],
  ['the same words in another document', planted('b', 3, 'Restarts change pod IPs', 'verified', { document: 'b.md' }), true],
  ['the same words at the same line', planted('b', 3, 'restarts change pod IPs', 'verified'), true],
  ['more words at the same line', planted('b', 3, 'scaling and restarts change pod IPs', 'verified'), false],
  [
    'what the words at the same line leave out',
    planted('b', 3, 'restarts change pod IPs', 'verified', { reading: 'limit' }),
    false,
  ],
  ['the same verdict', planted('b', 9, 'restarts change pod IPs', 'contradicted'), false],
  ['other words', planted('b', 9, 'restarts keep pod IPs', 'verified'), false],
] as const)('a disagreement is noticed or not: %s', ([, other, noticed]) => {
  const found = disagreeing([planted('a', 3, 'restarts change pod IPs', 'contradicted'), other]);
  expect(found).toEqual(noticed ? [['a', 'b']] : []);
});

test('words of a code block state nothing', () => {
  const document = new MarkdownDocument('a.md', 'ls\n\n```bash\nls\n```\n');
  expect([1, 4].map((line) => isProse(planted('a', line, 'ls', 'verified'), [document]))).toEqual([true, false]);
});
