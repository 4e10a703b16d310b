import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { reworded } from '../documents/reworded.ts';
import { placesNow } from './applied.ts';
import type { Erratum } from './errata.ts';

const written = new MarkdownDocument(
  'a.md',
  ['# Title', '', 'Every call is “safe”.', '', '```bash', 'make up', 'make test', 'make down', '```', '', 'The end.', ''].join(
    '\n',
  ),
);
const safe: Erratum = { first: 3, last: 3, text: 'Every meshed call is "safe".', claims: ['m1-safe'] };
const wait: Erratum = { first: 6, last: 6, text: 'make up\nmake wait', claims: ['m1-wait'] };
const check: Erratum = { first: 7, last: 7, text: 'make check', claims: ['m1-check'] };
const both: Erratum = { first: 7, last: 8, text: 'make both', claims: ['m1-both'] };

const now = (errata: Erratum[], document: MarkdownDocument) => {
  const places = placesNow(written, document, errata);
  return {
    applied: [...places.applied].map(([{ claims }, { first, last }]) => [claims[0], first, last]),
    lines: [1, 3, 6, 7, 8, 11].map((line) => places.now(line)),
  };
};
const applied = (...errata: Erratum[]) => reworded(written, errata).document;
const edited = (document: MarkdownDocument, from: string, to: string) =>
  new MarkdownDocument('a.md', document.text.replace(from, to));

test('a document as it was written has no erratum applied', () => {
  expect(now([safe, wait, check], written)).toEqual({ applied: [], lines: [1, 3, 6, 7, 8, 11] });
});

test('each erratum is found by itself', () => {
  expect(now([safe, wait, check], applied(safe))).toEqual({
    applied: [['m1-safe', 3, 3]],
    lines: [1, 3, 6, 7, 8, 11],
  });
  expect(now([safe, wait, check], applied(wait))).toMatchObject({ applied: [['m1-wait', 6, 7]] });
});

test('lines below an erratum that adds lines, or takes some away, are found where they are now', () => {
  expect(now([wait], applied(wait)).lines).toEqual([1, 3, 6, 8, 9, 12]);
  expect(now([both], applied(both))).toEqual({ applied: [['m1-both', 7, 7]], lines: [1, 3, 6, 7, 7, 10] });
  const two = { ...both, text: 'make one\nmake two\nmake three' };
  expect(now([two], applied(two)).lines).toEqual([1, 3, 6, 7, 8, 12]);
});

test('errata of neighbouring lines are told apart', () => {
  expect(now([safe, wait, check], applied(safe, wait, check))).toEqual({
    applied: [
      ['m1-safe', 3, 3],
      ['m1-wait', 6, 7],
      ['m1-check', 8, 8],
    ],
    lines: [1, 3, 6, 8, 9, 12],
  });
});

test('a like line elsewhere is not the erratum’s', () => {
  const again: Erratum = { first: 8, last: 8, text: 'make up', claims: ['m1-again'] };
  const later: Erratum = { first: 7, last: 7, text: 'make down', claims: ['m1-later'] };
  expect(now([again, later], written).applied).toEqual([]);
  expect(now([again], applied(wait)).applied).toEqual([]);
  expect(now([again, wait], applied(again)).applied).toEqual([['m1-again', 8, 8]]);
});

test('an erratum that changes nothing is never applied', () => {
  expect(now([{ ...check, text: 'make test' }], applied(wait)).applied).toEqual([]);
});

test('prose may be retyped, code may not', () => {
  expect(now([safe], edited(applied(safe), '“safe”', '"safe"'))).toMatchObject({ applied: [['m1-safe', 3, 3]] });
  expect(now([check], edited(applied(check), 'make check', 'make  check'))).toMatchObject({ applied: [] });
});

test('another change beside an erratum leaves it applied', () => {
  expect(now([safe, check], edited(applied(check), 'The end.', 'An end.')).applied).toEqual([['m1-check', 7, 7]]);
});

test('a line that is neither as it was written nor as its erratum makes it is gone', () => {
  const places = placesNow(written, edited(written, 'make test', 'make tests'), [check]);
  expect([places.applied.size, places.now(7)]).toEqual([0, undefined]);
});

test('line ends of another kind and spaces at the end of a line are no change', () => {
  const copy = new MarkdownDocument('a.md', written.text.replaceAll('\n', '  \r\n'));
  expect(now([safe, wait], copy)).toEqual({ applied: [], lines: [1, 3, 6, 7, 8, 11] });
});
