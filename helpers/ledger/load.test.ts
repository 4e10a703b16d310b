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

test('a sound ledger: claims with their places, and every line accounted for', async () => {
  await using project = await plantedProject();
  const ledger = await loadLedger(project.root);
  expect(ledger.claims.map(({ id, ledgerFile, ledgerLine }) => [id, ledgerFile, ledgerLine])).toEqual([
    ['m1-a-curl', 'specs/claims/a.yaml', 5],
    ['m1-a-returns', 'specs/claims/a.yaml', 12],
    ['m1-a-again', 'specs/claims/a.yaml', 20],
  ]);
  expect(ledger.byId('m1-a-curl')).toMatchObject({ document: 'fixtures/documents/a.md', reading: 'literal' });
  expect(ledger.documents[0]?.coverage).toEqual({ claimed: [4, 7], editorial: [1, 3, 5], unclassified: [] });
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
  ['a wrong value', 'expected: verified', 'expected: verifed', ':9: claim m1-a-curl, expected: Invalid option'],
  [
    'an unknown key',
    '    basis: predicted\n\n',
    '    basis: predicted\n    whi: typo\n\n',
    ':11: claim m1-a-curl, whi: Unrecognized key',
  ],
  ['a missing key', '    says: The command works.\n', '', ':5: claim m1-a-curl, says: Invalid input'],
  ['an unusable id', 'id: m1-a-curl', 'id: Curl', ':5: claim Curl, id: an id such as'],
])('%s names the claim and its line', async ([, from, to, message]) => {
  const error = await failure(ledgerWith(from!, to!));
  expect(error.problems).toHaveLength(1);
  expect(error.message).toContain(`specs/claims/a.yaml${message}`);
  expect(error.message).toContain('See helpers/ledger/schema.ts');
});

test('an altered quote is one problem, with both texts', async () => {
  const error = await failure(ledgerWith('quote: curl http://backend', 'quote: curl http://backends'));
  expect(error.message).toBe(
    'specs/claims/a.yaml:5: claim m1-a-curl: quote "curl http://backends" does not stand at fixtures/documents/a.md:4 ' +
      '(that line reads "curl http://backend"). The text has changed: correct the quote, and see whether the claim still holds.',
  );
});

test.for([
  ['another line', 'line: 4', 'line: 7', 'It stands at line 4 now: correct the line.'],
  ['an empty line', 'line: 4', 'line: 6', 'that line is empty'],
  ['a line beyond the end', 'line: 4', 'line: 99', 'the document ends at line 7'],
])('a quote at %s', async ([, from, to, message]) => {
  expect((await failure(ledgerWith(from!, to!))).message).toContain(message);
});

test('an id used twice names the other place', async () => {
  const error = await failure(ledgerWith('id: m1-a-returns', 'id: m1-a-curl'));
  expect(error.message).toContain(
    'specs/claims/a.yaml:12: claim m1-a-curl: the id is taken already, at specs/claims/a.yaml:5. Give',
  );
});

test.for([
  ['unknown', 'm1-a-retruns', 'is no claim. Did you mean m1-a-returns'],
  ['itself', 'm1-a-again', 'is the claim itself. Name another claim'],
  ['of another verdict', 'm1-a-curl', 'expects verified, and this claim contradicted. Two claims'],
])('a sameAs that is %s', async ([, target, message]) => {
  const error = await failure(ledgerWith('sameAs: m1-a-returns', `sameAs: ${target}`));
  expect(error.message).toContain(`specs/claims/a.yaml:20: claim m1-a-again: sameAs ${target} ${message}`);
});

test('a sameAs must not chain, and therefore cannot loop', async () => {
  const error = await failure(ledgerWith('basis: measured', 'basis: measured\n    sameAs: m1-a-again'));
  expect(error.message).toContain('sameAs m1-a-again has a sameAs itself. Name the claim that has the spec');
  expect(error.problems).toHaveLength(2);
});

test('a changed line without a claim: the hash, and how to refresh it', async () => {
  const error = await failure({ 'fixtures/documents/a.md': documentText.replace('# Title', '# Titles') });
  expect(error.message).toMatch(/^specs\/claims\/a\.yaml:2: fixtures\/documents\/a\.md has changed .+ make ledger-hash\.$/);
});

test('a changed line with a claim: the lines whose quotes fell, and the quotes', async () => {
  const error = await failure({ 'fixtures/documents/a.md': documentText.replace('“200”', '“204”') });
  expect(error.problems).toHaveLength(2);
  expect(error.message).toContain('quotes no longer stand at its lines 7. Correct these claims first.');
  expect(error.message).toContain('claim m1-a-returns: quote "return a "200"" does not stand at fixtures/documents/a.md:7');
});

test.for([
  ['quoted by a claim', '1, 3-5', 'editorial line 4 is quoted by claim m1-a-curl. Take it out'],
  ['beyond the end', '1, 3, 5, 8', 'editorial line 8 is beyond fixtures/documents/a.md. It ends at line 7'],
])('an editorial line %s', async ([, lines, message]) => {
  expect((await failure(ledgerWith('lines: 1, 3, 5', `lines: ${lines}`))).message).toContain(
    `specs/claims/a.yaml:29: ${message}`,
  );
});

test('a document that does not exist', async () => {
  const error = await failure(ledgerWith('fixtures/documents/a.md', 'fixtures/documents/b.md'));
  expect(error.message).toBe(
    'specs/claims/a.yaml:1: document fixtures/documents/b.md does not exist. Correct its path or put the file there.',
  );
});
