import { expect, test } from 'vitest';
import { RawFiles } from '../../testing/rawFiles.ts';
import { sampleEvidence } from '../../testing/sample.ts';
import { renderQuote } from './quote.ts';

const claim = sampleEvidence(new RawFiles()).claims[0]!;
const marked = (document: string, line: number, quote: string, context = 0) => {
  const page = renderQuote({ ...claim, line, quote }, document, context).toString();
  return {
    marks: [...page.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, text]) => text),
    lines: [...page.matchAll(/line-number">(\d+)</g)].map(([, number]) => Number(number)),
  };
};

test('marks the quote in its line, with the lines around it', () => {
  expect(marked('a\nb\nsay so now\nd\ne', 3, 'so', 2)).toEqual({ marks: ['so'], lines: [1, 2, 3, 4, 5] });
});

test('context ends where the document does', () => {
  expect(marked('only\nlast', 1, 'only', 2).lines).toEqual([1, 2]);
});

test('accepts another dash, quote mark and spacing than the ledger wrote', () => {
  expect(marked('he said “no – never”', 1, 'said "no -  never"').marks).toEqual(['said “no – never”']);
});

test('a quote of several lines is marked in each', () => {
  expect(marked('x\nfirst part\nsecond part\ny', 2, 'part\nsecond')).toEqual({ marks: ['part', 'second'], lines: [2, 3] });
});

test('a quote that is not found marks its whole line', () => {
  expect(marked('x\nthe line\ny', 2, 'something else').marks).toEqual(['the line']);
});

test('without the document the quote stands alone', () => {
  expect(renderQuote({ ...claim, quote: 'a < b' }, undefined, 2).toString()).toContain('<mark>a &lt; b</mark>');
});
