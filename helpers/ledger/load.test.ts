import { expect, test } from 'vitest';
import { LedgerError } from './errors.ts';
import { loadLedger } from './load.ts';
import { documentText, ledgerText, plantedProject } from './testing.ts';

const ledgerWith = (from: string | RegExp, to: string) => ({ 'specs/claims/a.yaml': ledgerText.replace(from, to) });

const failure = async (files: Record<string, string>): Promise<LedgerError> => {
  await using project = await plantedProject(files);
  const error = await loadLedger(project.root).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(LedgerError);
  return error as LedgerError;
};

test('a sound ledger: claims with their lines, and every sentence accounted for', async () => {
  await using project = await plantedProject();
  const ledger = await loadLedger(project.root);
  expect(ledger.claims.map(({ id, ledgerFile, ledgerLine }) => [id, ledgerFile, ledgerLine])).toEqual([
    ['m1-a-curl', 'specs/claims/a.yaml', 4],
    ['m1-a-returns', 'specs/claims/a.yaml', 10],
    ['m1-a-again', 'specs/claims/a.yaml', 17],
  ]);
  expect(ledger.byId('m1-a-curl')).toMatchObject({ document: 'fixtures/documents/a.md', reading: 'literal' });
  expect(ledger.claims.map(({ line }) => line)).toEqual([4, 7, 7]);
  const { claimed, editorial, unclassified } = ledger.documents[0]!.coverage;
  expect([claimed.map(({ text }) => text), editorial, unclassified]).toEqual([
    ['curl http://backend', 'This should return a "200" - at once.'],
    [],
    [],
  ]);
});

test('an unknown id is a usage error with near matches', async () => {
  await using project = await plantedProject();
  const ledger = await loadLedger(project.root);
  expect(() => ledger.byId('m1-a-curls')).toThrow(
    'No ledger has a claim m1-a-curls. Did you mean m1-a-curl, m1-a-returns, m1-a-again?',
  );
});

test('a syntax error names its line', async () => {
  const error = await failure(ledgerWith('says: The command works.', 'says: "The command works.'));
  expect(error.message).toMatch(
    /^specs\/claims\/a\.yaml:\d+: not YAML: .+\. Correct the syntax at this line or the one above it\.$/m,
  );
});

test.for([
  ['a wrong value', 'expected: verified', 'expected: verifed', ':7: claim m1-a-curl, expected: Invalid option'],
  [
    'an unknown key',
    '    basis: predicted\n\n',
    '    basis: predicted\n    whi: typo\n\n',
    ':9: claim m1-a-curl, whi: Unrecognized key',
  ],
  ['a missing key', '    says: The command works.\n', '', ':4: claim m1-a-curl, says: Invalid input'],
  ['an unusable id', 'id: m1-a-curl', 'id: Curl', ':4: claim Curl, id: an id such as'],
])('%s names the claim and its line', async ([, from, to, message]) => {
  const error = await failure(ledgerWith(from!, to!));
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(`specs/claims/a.yaml${message}`);
  expect(error.message).toContain('See helpers/ledger/schema.ts');
});

test('a ledger that says nothing is refused', async () => {
  const error = await failure({ 'specs/claims/a.yaml': 'document: fixtures/documents/a.md\nclaims: []\neditorial: []\n' });
  expect(error.message).toContain('specs/claims/a.yaml:2: the ledger has no claim and nothing undecided. List passages');
});

test('an id used twice names the other place', async () => {
  const error = await failure(ledgerWith('id: m1-a-returns', 'id: m1-a-curl'));
  expect(error.message).toContain(
    'specs/claims/a.yaml:10: claim m1-a-curl: the id is taken already, at specs/claims/a.yaml:4. Give',
  );
});

test.for([
  ['unknown', 'm1-a-retruns', 'is no claim. Did you mean m1-a-returns'],
  ['itself', 'm1-a-again', 'is the claim itself. Name another claim'],
  ['of another verdict', 'm1-a-curl', 'expects verified, and this claim contradicted. Two claims'],
])('a sameAs that is %s', async ([, target, message]) => {
  const error = await failure(ledgerWith('sameAs: m1-a-returns', `sameAs: ${target}`));
  expect(error.message).toContain(`specs/claims/a.yaml:17: claim m1-a-again: sameAs ${target} ${message}`);
});

test('a sameAs must not chain, and therefore cannot loop', async () => {
  const error = await failure(ledgerWith('basis: measured', 'basis: measured\n    sameAs: m1-a-again'));
  expect(error.message).toContain('sameAs m1-a-again has a sameAs itself. Name the claim that has the spec');
  expect(error.problems).toHaveLength(2);
});

test('a document that does not exist', async () => {
  const error = await failure(ledgerWith('fixtures/documents/a.md', 'fixtures/documents/b.md'));
  expect(error.message).toBe(
    'specs/claims/a.yaml:1: document fixtures/documents/b.md does not exist. Correct its path or put the file there.',
  );
});

const otherwise = (entries: string) => ledgerWith('    basis: predicted\n', `    basis: predicted\n    versions:\n${entries}`);
const entry = (at: string, expected = 'contradicted') => `      - { at: ${at}, expected: ${expected}, why: r-1 and r-2 }\n`;

test.for([
  [
    'a range of no part',
    entry('isto >=1.31'),
    ':10: claim m1-a-curl, versions.0.at: “isto >=1.31” begins with no part of a cluster',
  ],
  [
    'a range of nothing',
    entry('istio since 1.31'),
    ':10: claim m1-a-curl, versions.0.at: “istio since 1.31” has no range of versions',
  ],
  [
    'one of a list',
    entry('[istio 1.30, kubernetes x]'),
    ':10: claim m1-a-curl, versions.0.at: “kubernetes x” leaves no version out',
  ],
  [
    'the same part twice',
    entry('[istio >=1.30, istio <1.31]'),
    ':10: claim m1-a-curl, versions.0: istio >=1.30 and istio <1.31 name one part twice',
  ],
  [
    'no other verdict',
    entry('istio 1.30', 'verified'),
    ':10: claim m1-a-curl, versions.0: istio 1.30 expects what the row expects',
  ],
  [
    'versions of both',
    entry('istio 1.30') + entry('istio <1.31', 'stale'),
    ':11: claim m1-a-curl, versions.1: istio <1.31 and istio 1.30 name the same versions',
  ],
])('verdicts by version with %s are one clear error', async ([, entries = '', message]) => {
  const error = await failure(otherwise(entries));
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(`specs/claims/a.yaml${message}`);
});

test('a need of versions with a bad range names its line', async () => {
  const error = await failure(ledgerWith('    basis: predicted\n', '    basis: predicted\n    needs: [istio latest]\n'));
  expect(error.message).toContain('specs/claims/a.yaml:9: claim m1-a-curl, needs.0: “istio latest” has no range of versions');
});

test('a claim that repeats another states no versions of its own', async () => {
  const error = await failure(ledgerWith('    sameAs:', `    versions:\n${entry('istio 1.30', 'stale')}    sameAs:`));
  expect(error.message).toContain('has a spec, whose verdicts by version are stated there alone. Leave versions out here');
});

test.for([
  [
    'that exclude each other',
    ledgerWith('sameAs: m1-a-returns\n', 'sameAs: m1-a-returns\n    erratum: { text: This returns 205. }\n'),
    'the errata of m1-a-returns and m1-a-again replace fixtures/documents/a.md:7 by different texts. Give each of them the one text',
  ],
  [
    'that make prose a heading',
    ledgerWith('text: This returns 204.', "text: '# This returns 204.'"),
    'the erratum of m1-a-returns puts "# This returns 204." in place of fixtures/documents/a.md:7, which is prose. Quote the line',
  ],
  [
    'that end a block',
    ledgerWith('text: This returns 204.', 'text: "This returns 204.\\n```"'),
    'the erratum of m1-a-returns, at fixtures/documents/a.md:7, begins or ends a code block. Correct the lines',
  ],
  [
    'whose quote goes over lines that it does not show',
    {
      ...ledgerWith('quote: return a "200"', 'quote: should return a "200"'),
      'fixtures/documents/a.md': documentText.replace('should return', 'should\nreturn'),
      'specs/claims/a.accepted.md': documentText.replace('should return', 'should\nreturn'),
    },
    'claim m1-a-returns: its quote goes on to fixtures/documents/a.md:8, and has no line ends of its own. Quote the lines',
  ],
] as const)('errata %s are one clear error, whatever asks for the ledger', async ([, files, message]) => {
  const error = await failure(files);
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(`specs/claims/a.yaml:10: ${message}`);
});
