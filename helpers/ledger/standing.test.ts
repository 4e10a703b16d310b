import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { runCommand } from './commands.ts';
import { LedgerError } from './errors.ts';
import { digestsText } from './lineDigests.ts';
import { loadLedger } from './load.ts';
import { apart } from './standing.ts';
import { plantedProject } from './testing.ts';

const path = 'fixtures/documents/a.md';
const written = new MarkdownDocument(
  path,
  ['# Title', '', '```bash', 'make up', 'make test', '```', '', 'It returns “200” – at once.', '', 'The end.', ''].join('\n'),
);

const ledgerText = `document: ${path}
sha256: ${written.sha256}

claims:
  - id: m1-a-title
    line: 1
    quote: Title
    says: There is a title.
    expected: verified
    basis: measured

  - id: m1-a-up
    line: 4
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
    line: 5
    quote: make test
    says: The test passes.
    expected: verified
    basis: measured

  - id: m1-a-returns
    line: 8
    quote: returns "200"
    says: The status is 200.
    expected: contradicted
    basis: measured
    seen: '^204'
    erratum: { text: 'It returns "204" - at once.' }

  - id: m1-a-once
    line: 8
    quote: at once
    says: It takes no time.
    expected: verified
    basis: predicted

  - id: m1-a-code
    line: 8
    quote: returns "200" - at
    says: There is a status.
    expected: verified
    basis: predicted

  - id: m1-a-end
    line: 10
    quote: The end
    says: It ends.
    expected: verified
    basis: measured

editorial:
  - lines: 3, 6
    reason: structure
`;

const project = (document: string, ledger = ledgerText) =>
  plantedProject({
    [path]: document,
    'specs/claims/a.yaml': ledger,
    'specs/claims/a.lines': digestsText(written),
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
const failure = async (text: string): Promise<LedgerError> => {
  const error = await loaded(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LedgerError);
  return error as LedgerError;
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
  const places = ledger.claims.map(({ id, line, writtenLine, expected }) => [id, line, writtenLine, expected]);
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
  expect(one?.coverage).toEqual({ claimed: [1, 4, 5, 6, 9, 11], editorial: [3, 7], unclassified: [] });
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

test('where no erratum is applied, a claim whose line has moved is to be corrected', async () => {
  const { message } = await failure(written.text.replace('The end.', 'More.\n\nThe end.'));
  expect(message).toContain('claim m1-a-end: quote "The end" does not stand');
  expect(message).toContain('It stands at line 12 now: correct the line.');
});

test('another change is named by itself, with what to do about it', async () => {
  const { problems, message } = await failure(returned.replace('# Title', '# Titles'));
  expect(problems).toHaveLength(2);
  expect(message).toContain('…): line 1 differs; quotes no longer stand at its lines 1. Correct these claims first.');
  expect(message).toContain(`claim m1-a-title: quote "Title" does not stand at ${path}:1`);
});

test('another change without a claim asks for the errata to be taken over first', async () => {
  const { problems, message } = await failure(bothApplied.replace('The end.', 'The end.\n\nReally.'));
  expect(problems).toHaveLength(1);
  expect(message).toContain('…): lines 12-13 are new; every quote still stands');
  expect(message).toContain('take over the errata that are applied beside them (make ledger-hash names them)');
});

test('words that are neither the document’s nor the erratum’s are a changed text, and the erratum is shown', async () => {
  const { message } = await failure(written.text.replace('“200”', '“201”'));
  expect(message).toContain('claim m1-a-returns: quote "returns "200"" does not stand');
  expect(message).toContain('Its erratum is not applied either: it makes the line "It returns "204" - at once."');
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

test('hash refuses while an erratum is applied, and says what to take over', async () => {
  await using at = await project(returned);
  const error = await runCommand(['hash', '--root', at.root]).catch((thrown: unknown) => thrown);
  expect((error as LedgerError).message).toBe(
    'specs/claims/a.yaml:35: claim m1-a-returns: its erratum is applied at fixtures/documents/a.md:8. ' +
      'Take it over: quote the new words, expect verified without why, seen and erratum, and let its spec expect what it asserts as erratum.\n' +
      'specs/claims/a.yaml:51: claim m1-a-code: its words went with the erratum of m1-a-returns, at fixtures/documents/a.md:8. ' +
      'Quote the new words, or remove the claim.',
  );
  expect(await readFile(join(at.root, 'specs/claims/a.yaml'), 'utf8')).toBe(ledgerText);
});

test('once the claims are taken over, hash writes the new document', async () => {
  await using at = await project(returned);
  const taken = ledgerText
    .replace(
      'returns "200"\n    says: The status is 200.\n    expected: contradicted',
      'returns "204"\n    says: The status is 204.\n    expected: verified',
    )
    .replace(`    seen: '^204'\n    erratum: { text: 'It returns "204" - at once.' }\n`, '')
    .replace('returns "200" - at\n', 'returns "204" - at\n');
  await writeFile(join(at.root, 'specs/claims/a.yaml'), taken);
  expect(await runCommand(['hash', '--root', at.root])).toBe('New hash written to specs/claims/a.yaml.');
  expect((await loadLedger(at.root)).byId('m1-a-returns')).toMatchObject({ expected: 'verified', line: 8 });
});

const sharing = async (text: string, more: string) => {
  const ledger = await loaded(text, ledgerText.replace('editorial:', `${more}\neditorial:`));
  return apart(ledger.byId('m1-a-same'), ledger.byId('m1-a-returns'));
};
const same = (line: number, quote: string, text: string) => `
  - id: m1-a-same
    line: ${line}
    quote: ${quote}
    says: The status is 200, again.
    expected: contradicted
    basis: measured
    sameAs: m1-a-returns
    erratum: { text: '${text}' }
`;
const sameText = same(8, 'returns "200"', 'It returns "204" - at once.');
const otherText = same(10, 'The end', 'It ends with 204.');

test('a claim shares the verdict of another where both stand as written, or are corrected to one text', async () => {
  expect(await sharing(written.text, sameText)).toBeUndefined();
  expect(await sharing(returned, sameText)).toBeUndefined();
  expect(await sharing(written.text, otherText)).toBeUndefined();
});

test('a claim that is corrected alone, or to a text of its own, shares no verdict', async () => {
  const ended = (text: string) => text.replace('The end.', 'It ends with 204.');
  const rows = ledgerText.replace(/ {2}- id: m1-a-end[^]*?basis: measured\n/, '');
  const reason = async (text: string) => {
    const ledger = await loaded(text, rows.replace('editorial:', `${otherText}\neditorial:`));
    return apart(ledger.byId('m1-a-same'), ledger.byId('m1-a-returns'));
  };
  expect(await reason(ended(written.text))).toBe(
    'Its erratum is applied, and that of m1-a-returns, whose spec it shares, is not.',
  );
  expect(await reason(returned)).toBe('The erratum of m1-a-returns, whose spec it shares, is applied, and its own is not.');
  expect(await reason(ended(returned))).toBe('Its erratum is applied, and the spec of m1-a-returns asserts another text.');
});
