import { expect, test } from 'vitest';
import { inflateRawSync } from 'node:zlib';
import { markup } from '../../web/markup.ts';
import { Folds } from './folds.ts';

const output = (letter: string, length: number) => markup`<pre>${letter.repeat(length)}</pre>`;

/** The pieces that the page's script would unpack. */
function packed(page: string): string[] {
  const data = /id="pieces">([^<]*)</.exec(page)?.[1];
  return data ? (JSON.parse(inflateRawSync(Buffer.from(data, 'base64')).toString()) as string[]) : [];
}

test('where there is room every piece is written out, and nothing is packed', () => {
  const folds = new Folds();
  const page = markup`<p>${folds.offer(output('a', 500), 'output')}</p>${folds.place}`.source;
  expect(folds.settle(page, 10_000)).toBe(`<p>${output('a', 500).source}</p>`);
});

test('the longest give way first, only as many as it takes; what is worth more gives way later', () => {
  const folds = new Folds();
  const page = markup`${folds.offer(output('a', 3000), 'output')}${folds.offer(output('b', 2000), 'output')}${folds.offer(output('c', 9000), 'change')}${folds.place}`;
  const settled = folds.settle(page.source, 12_000);
  expect(packed(settled)).toEqual([output('a', 3000).source]);
  expect(settled).toContain('<div data-piece="0"></div>');
  expect(settled).toContain('bbb');
  expect(settled).toContain('ccc');
});

test('a piece within a piece goes along with it', () => {
  const folds = new Folds();
  const body = markup`<section>${folds.offer(output('a', 300), 'output')}${output('b', 200)}</section>`;
  const page = markup`${folds.offer(body, 'output')}${folds.place}`.source;
  expect(packed(folds.settle(page, 100))).toEqual([`<section>${output('a', 300).source}${output('b', 200).source}</section>`]);
});

test('short pieces always stand in the page', () => {
  const folds = new Folds();
  expect(folds.offer(output('a', 100), 'output').source).toBe(output('a', 100).source);
});
