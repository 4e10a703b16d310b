import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { asRanges, coverage } from './coverage.ts';
import { ledgerSchema } from './schema.ts';

const document = new MarkdownDocument('a.md', 'one\ntwo\n\nthree\nfour\nfive\n');
const claim = (line: number, quote: string, expected: string) => ({
  id: `m1-a-${line}`,
  line,
  quote,
  says: 'x',
  expected,
  basis: 'predicted',
});
const ledgerOf = (claims: object[], editorial: object[]) =>
  ledgerSchema.parse({ document: 'fixtures/documents/a.md', sha256: '0'.repeat(64), claims, editorial });

test('a quote over several lines claims them all; an editorial claim leaves its line editorial', () => {
  const ledger = ledgerOf([claim(1, 'one two', 'verified'), claim(4, 'three', 'editorial')], [{ lines: '6', reason: 'x' }]);
  expect(coverage(document, ledger)).toEqual({ claimed: [1, 2], editorial: [4, 6], unclassified: [5] });
});

test('a claim that is run wins over one that is not', () => {
  const ledger = ledgerOf([claim(1, 'one', 'editorial'), { ...claim(1, 'on', 'stale'), id: 'm1-a-x' }], []);
  expect(coverage(document, ledger).claimed).toEqual([1]);
});

test('lines as ranges', () => {
  expect(asRanges([1, 2, 3, 5, 7, 8])).toBe('1-3, 5, 7-8');
  expect(asRanges([])).toBe('');
});
