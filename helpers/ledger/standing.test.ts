import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { runCommand } from './commands.ts';
import { loadLedger } from './load.ts';
import { apart } from './told.ts';
import { plantedProject } from './testing.ts';

const path = 'fixtures/documents/a.md';
const written = new MarkdownDocument(
  path,
  ['# Title', '', '```bash', 'make up', 'make test', '```', '', 'It returns “200” – at once.', '', 'The end.', ''].join('\n'),
);

const ledgerText = `document: ${path}

claims:
  - id: m1-a-title
    quote: Title
    says: There is a title.
    expected: verified
    basis: measured

  - id: m1-a-up
    quote: |-
      make up
      make test
    says: The test finds what was brought up.
    expected: contradicted
    why: it does not wait
    seen: '^exit 1'
    basis: measured
    erratum:
      text: |-
        make up
        make wait
        make test

  - id: m1-a-test
    quote: make test
    says: The test passes.
    expected: verified
    basis: measured

  - id: m1-a-returns
    quote: returns "200"
    says: The status is 200.
    expected: contradicted
    basis: measured
    seen: '^204'
    erratum: { text: 'It returns "204" - at once.' }

  - id: m1-a-once
    quote: at once
    says: It takes no time.
    expected: verified
    basis: predicted

  - id: m1-a-code
    quote: returns "200" - at
    says: There is a status.
    expected: verified
    basis: predicted

  - id: m1-a-end
    quote: The end
    says: It ends.
    expected: verified
    basis: measured

editorial: []
`;

const project = (document: string, ledger = ledgerText) =>
  plantedProject({
    [path]: document,
    'specs/claims/a.yaml': ledger,
    'specs/claims/a.accepted.md': written.text,
    'specs/a/a.spec.ts': ['up', 'title', 'test', 'returns', 'end']
      .map((name) => `claim('m1-a-${name}', async () => {});\n`)
      .join(''),
  });
const waited = written.text.replace('make up\n', 'make up\nmake wait\n');
const returned = written.text.replace('“200”', '“204”');
const bothApplied = waited.replace('“200”', '“204”');

const loaded = async (text: string, ledger = ledgerText) => {
  await using at = await project(text, ledger);
  return await loadLedger(at.root);
};
test('of a document as it was written nothing is applied', async () => {
  const ledger = await loaded(written.text);
  expect(ledger.claims.filter(({ applied, reworded }) => applied || reworded)).toEqual([]);
  expect(ledger.documents[0]?.errata.map(({ first, last, applied }) => [first, last, applied])).toEqual([
    [4, 5, false],
    [8, 8, false],
  ]);
});

test('a claim whose erratum is applied is about the text that stands there now, and what it was stays known', async () => {
  const claim = (await loaded(returned)).byId('m1-a-returns');
  expect(claim).toMatchObject({
    line: 8,
    quote: 'It returns “204” – at once.',
    says: 'As corrected: It returns "204" - at once.',
    expected: 'verified',
    basis: 'predicted',
    applied: { quote: 'returns "200"', says: 'The status is 200.', expected: 'contradicted', seen: '^204' },
  });
  expect([claim.erratum, claim.seen, claim.why]).toEqual([undefined, undefined, undefined]);
});

test('the other claims stand, wherever their lines are now', async () => {
  const ledger = await loaded(bothApplied);
  const places = ledger.claims.map(({ id, line, acceptedLine, expected }) => [id, line, acceptedLine, expected]);
  expect(places).toEqual([
    ['m1-a-title', 1, 1, 'verified'],
    ['m1-a-up', 4, 4, 'verified'],
    ['m1-a-test', 6, 5, 'verified'],
    ['m1-a-returns', 9, 8, 'verified'],
    ['m1-a-once', 9, 8, 'verified'],
    ['m1-a-code', 9, 8, 'verified'],
    ['m1-a-end', 11, 10, 'verified'],
  ]);
  const [one] = ledger.documents;
  expect(one?.coverage.claimed.map(({ first }) => first)).toEqual([1, 4, 5, 6, 9, 11]);
  expect([one?.coverage.unclassified, one?.fresh]).toEqual([[], []]);
  expect([4, 5, 8].map((line) => one?.lines[line - 1])).toEqual([4, 6, 9]);
  expect(one?.errata.map(({ first, last, applied }) => [first, last, applied])).toEqual([
    [4, 6, true],
    [9, 9, true],
  ]);
});

test('a claim that holds keeps its verdict where another claim’s erratum took its words, and quotes the new ones', async () => {
  const ledger = await loaded(returned);
  expect(ledger.byId('m1-a-once')).toMatchObject({ quote: 'at once', expected: 'verified' });
  expect(ledger.byId('m1-a-once').reworded).toBeUndefined();
  expect(ledger.byId('m1-a-code')).toMatchObject({
    quote: 'It returns “204” – at once.',
    expected: 'verified',
    reworded: { quote: 'returns "200" - at', by: ['m1-a-returns'] },
  });
});

test('a claim is found where an erratum has put its words', async () => {
  const two = ledgerText.replace(`text: 'It returns "204" - at once.'`, `text: "It returns 204.\\nIt does so at once."`);
  const document = written.text.replace('It returns “200” – at once.', 'It returns 204.\nIt does so at once.');
  expect((await loaded(document, two)).byId('m1-a-once')).toMatchObject({ line: 9, quote: 'at once', expected: 'verified' });
});

test('a claim is found where its words went, and what came in between is new', async () => {
  const ledger = await loaded(written.text.replace('The end.', 'More.\n\nThe end.'));
  expect(ledger.byId('m1-a-end')).toMatchObject({ line: 12, acceptedLine: 10 });
  expect(ledger.documents[0]?.fresh.map(({ first, text }) => [first, text])).toEqual([[10, 'More.']]);
});

test('another change beside an erratum drifts by itself', async () => {
  const ledger = await loaded(returned.replace('# Title', '# Titles'));
  expect(ledger.byId('m1-a-title').drifted).toEqual({ was: 'Title', now: { line: 1, text: 'Titles' } });
  expect(ledger.claims.filter(({ drifted }) => drifted).map(({ id }) => id)).toEqual(['m1-a-title']);
  expect(ledger.byId('m1-a-returns').applied).toBeDefined();
});

test('words that are neither the document’s nor the erratum’s have drifted, and no erratum replaces them', async () => {
  const ledger = await loaded(written.text.replace('“200”', '“201”'));
  expect(ledger.byId('m1-a-returns').drifted).toEqual({
    was: 'It returns "200" - at once.',
    now: { line: 8, text: 'It returns "201" - at once.' },
  });
  expect(ledger.documents[0]?.errata.map(({ claims }) => claims)).toEqual([['m1-a-up']]);
});

test('words that are new since the text was accepted are a claim’s all the same', async () => {
  const rows = ledgerText.replace('quote: The end', 'quote: Really');
  expect((await loaded(`${written.text}\nReally.\n`, rows)).byId('m1-a-end')).toMatchObject({ line: 12 });
});

test('a place is found by its words where the rest of its command reads otherwise', async () => {
  const places = 'places:\n  up: { quote: make up }\n  down: { quote: make test }\n\nclaims:';
  const rows = ledgerText.replace('claims:', places);
  expect((await loaded(written.text.replace('make up', 'make up FAST=1'), rows)).documents[0]?.places).toEqual({
    up: { line: 4, was: 'make up' },
    down: { line: 5 },
  });
  expect((await loaded(written.text.replace('make up', 'make op'), rows)).documents[0]?.places.up).toEqual({
    line: 4,
    drifted: { was: 'make up', now: { line: 4, text: 'make op' } },
  });
  expect((await loaded(waited, rows)).documents[0]?.places).toEqual({ up: { line: 4 }, down: { line: 6 } });
});

test('list says what is applied', async () => {
  await using at = await project(returned);
  expect(await runCommand(['list', '--root', at.root, '--claims', 'm1-a-returns'])).toContain(
    'verified (erratum applied; was contradicted)',
  );
});

test('check counts what is applied', async () => {
  await using at = await project(bothApplied);
  const text = await runCommand(['check', '--root', at.root]);
  expect(text).toContain(
    'fixtures/documents/a.md: the errata of 2 claims are applied: m1-a-up (line 4), m1-a-returns (line 9). Reworded with them: m1-a-code (line 9).',
  );
});

const sharing = async (text: string, more: string) => {
  const ledger = await loaded(text, ledgerText.replace('editorial: []', `${more}\neditorial: []`));
  return apart(ledger.byId('m1-a-same'), ledger.byId('m1-a-returns'));
};
const same = (quote: string, text: string) => `
  - id: m1-a-same
    quote: ${quote}
    says: The status is 200, again.
    expected: contradicted
    basis: measured
    sameAs: m1-a-returns
    erratum: { text: '${text}' }
`;
const sameText = same('returns "200"', 'It returns "204" - at once.');
const otherText = same('The end', 'It ends with 204.');

test('a claim shares the verdict of another where both stand as written, or are corrected to one text', async () => {
  expect(await sharing(written.text, sameText)).toBeUndefined();
  expect(await sharing(returned, sameText)).toBeUndefined();
  expect(await sharing(written.text, otherText)).toBeUndefined();
});

test('a claim that is corrected alone, or to a text of its own, shares no verdict', async () => {
  const ended = (text: string) => text.replace('The end.', 'It ends with 204.');
  const rows = ledgerText.replace(/ {2}- id: m1-a-end[^]*?basis: measured\n/, '');
  const reason = async (text: string) => {
    const ledger = await loaded(text, rows.replace('editorial: []', `${otherText}\neditorial: []`));
    return apart(ledger.byId('m1-a-same'), ledger.byId('m1-a-returns'));
  };
  expect(await reason(ended(written.text))).toBe(
    'Its erratum is applied, and that of m1-a-returns, whose spec it shares, is not.',
  );
  expect(await reason(returned)).toBe('The erratum of m1-a-returns, whose spec it shares, is applied, and its own is not.');
  expect(await reason(ended(returned))).toBe('Its erratum is applied, and the spec of m1-a-returns asserts another text.');
});
