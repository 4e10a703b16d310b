import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { Row } from '../ledger/loaded.ts';
import { asWritten, corrected } from './typed.ts';

const path = 'fixtures/documents/a.md';
const written = new MarkdownDocument(
  path,
  ['# Title', '', '```bash', 'make up', 'make test', '```', '', 'It fails.', '', '```bash', 'make dwn', '```', ''].join('\n'),
);
const wrong = (id: string, quote: string, text: string) =>
  ({ id, quote, expected: 'contradicted', erratum: { text }, document: path, says: id }) as Row;
const claims = [
  wrong('m1-a-up', 'make up', 'make up\nmake wait'),
  wrong('m1-a-fails', 'It fails', 'It works.'),
  wrong('m1-a-down', 'make dwn', 'make down'),
];
const source = (document: MarkdownDocument) => ({
  document,
  claims,
  accepted: written,
  ledger: { places: {} },
});
const told = ({ blocks }: ReturnType<typeof corrected>) =>
  blocks.map(({ first, last, steps }) => ({
    first,
    last,
    steps: steps.map(({ line, text, claims }) => [line, text, ...claims]),
  }));

const asCorrected = [
  {
    first: 4,
    last: 5,
    steps: [
      [4, 'make up', 'm1-a-up'],
      [4, 'make wait', 'm1-a-up'],
      [5, 'make test'],
    ],
  },
  { first: 11, last: 11, steps: [[11, 'make down', 'm1-a-down']] },
];

test('the corrected document is typed, and each command keeps the line as the ledger knows it', () => {
  const typed = corrected(source(written));
  expect(told(typed)).toEqual(asCorrected);
  expect(typed.document.text).toBe(
    written.text.replace('make up', 'make up\nmake wait').replace('fails', 'works').replace('dwn', 'down'),
  );
  expect([typed.reads(8, 'It works'), typed.reads(8, 'It fails'), typed.reads(4, 'make wait')]).toEqual([true, false, true]);
});

test('a copy whose errata are applied is typed as it stands', () => {
  const copy = corrected(source(written)).document;
  expect(told(corrected(source(copy)))).toEqual(asCorrected);
  expect(asWritten(source(copy)).isCorrected).toBe(true);
  expect(told(asWritten(source(copy))).map(({ steps }) => steps.length)).toEqual([3, 1]);
  const half = new MarkdownDocument(path, written.text.replace('make up', 'make up\nmake wait'));
  expect(told(corrected(source(half)))).toEqual(asCorrected);
  expect(asWritten(source(half)).isCorrected).toBe(false);
});

test('lines that became one are the first of them', () => {
  const one = { ...source(written), claims: [wrong('m1-a-both', 'make up\nmake test', 'make both')] };
  const steps = [[4, 'make both', 'm1-a-both']];
  expect(told(corrected(one))[0]?.steps).toEqual(steps);
  expect(told(corrected({ ...one, document: corrected(one).document }))[0]?.steps).toEqual(steps);
});

test('the document as it stands is typed as it is', () => {
  const typed = asWritten(source(written));
  expect(told(typed).map(({ steps }) => steps)).toEqual([
    [
      [4, 'make up'],
      [5, 'make test'],
    ],
    [[11, 'make dwn']],
  ]);
  expect(typed.document).toBe(written);
  expect(typed.isCorrected).toBe(false);
  expect([typed.reads(8, 'It works'), typed.reads(8, 'It fails')]).toEqual([false, true]);
});

test('errata that exclude each other are refused', () => {
  const clash = { ...source(written), claims: [...claims, wrong('m1-a-again', 'fails', 'It may fail.')] };
  expect(() => corrected(clash)).toThrow('the errata of m1-a-fails and m1-a-again replace fixtures/documents/a.md:8');
});

test('a file that the text has saved is the corrected one, at the line as the ledger knows it', () => {
  const saving = new MarkdownDocument(
    path,
    'Save it as a.yaml:\n\n```yaml\nkind: Pto\n```\n\n```sh\nkubectl apply -f a.yaml\n```\n',
  );
  const { blocks } = corrected({
    ...source(saving),
    claims: [wrong('m1-a-kind', 'kind: Pto', '# a pot\nkind: Pot')],
    accepted: saving,
  });
  expect(blocks.map(({ first, saves }) => [first, saves])).toEqual([
    [8, [{ file: 'a.yaml', text: '# a pot\nkind: Pot\n', line: 4 }]],
  ]);
});
