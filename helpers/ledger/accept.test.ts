import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LedgerError } from './errors.ts';
import { runCommand } from './commands.ts';
import { loadLedger } from './load.ts';
import { plantedProject } from './testing.ts';

const path = 'fixtures/documents/a.md';
const written = '# Title\n\n```bash\nmake up\nmake test\n```\n\nIt returns “200” – at once.\n\nThe end.\n';
const waited = written.replace('make up\n', 'make up\nmake wait\n');
const returned = written.replace('“200”', '“204”');

const ledgerText = `document: ${path}

places:
  test: { quote: make test }

claims:
  # what nobody waits for
  - id: m1-a-up
    quote: |-
      make up
      make test
    says: The test finds what was brought up.
    expected: contradicted
    why: it does not wait
    seen: "^exit 1"
    basis: measured
    erratum:
      text: |-
        make up
        make wait
        make test

  - id: m1-a-returns
    quote: returns "200"
    says: The status is 200.
    expected: contradicted
    basis: measured
    seen: "^204"
    erratum: { text: 'It returns "204" - at once.' }

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

const same = `
  - id: m1-a-same
    quote: The end.
    says: The status is 200, again.
    expected: contradicted
    basis: measured
    sameAs: m1-a-returns
    erratum: { text: It ends with 204. }
`;
const sharing = ledgerText.replace(/\n {2}- id: m1-a-end[^]*?basis: measured\n/, same);

const project = (document: string, ledger = ledgerText) =>
  plantedProject({
    [path]: document,
    'specs/claims/a.yaml': ledger,
    'specs/claims/a.accepted.md': written,
    'specs/a/a.spec.ts': ['up', 'returns', 'end'].map((name) => `claim('m1-a-${name}', async () => {});\n`).join(''),
  });

type Project = Awaited<ReturnType<typeof project>>;
const accept = ({ root }: Project, ...options: string[]) => runCommand(['accept', '--all', '--root', root, ...options]);
const ledgerOf = ({ root }: Project) => readFile(join(root, 'specs/claims/a.yaml'), 'utf8');
const acceptedOf = ({ root }: Project) => readFile(join(root, 'specs/claims/a.accepted.md'), 'utf8');
const appliedIn = async ({ root }: Project) =>
  (await loadLedger(root)).claims.flatMap(({ id, applied, reworded }) => (applied || reworded ? [id] : []));

test('of a document that has errata, nothing is to accept: its claims are judged as corrected', async () => {
  await using at = await project(returned);
  expect(await accept(at)).toBe(
    [
      'fixtures/documents/a.md reads as it was accepted, but for errata that are applied.',
      '  m1-a-returns: its erratum is applied, at line 8. Nothing to accept: it is judged as corrected.',
      '  make ledger CLAIMS=m1-a-returns writes the corrected words into the ledger; the errata go then, and what specs/a/a.spec.ts:2 asserts has to be turned.',
    ].join('\n'),
  );
  expect([await ledgerOf(at), await acceptedOf(at)]).toEqual([ledgerText, written]);
  expect(await appliedIn(at)).toEqual(['m1-a-returns', 'm1-a-code']);
});

test.for([
  ['Unix', (text: string) => text],
  ['Windows', (text: string) => text.replaceAll('\n', '\r\n')],
] as const)('what else has changed is taken over, and errata stay applied: line ends of %s', async ([, ends]) => {
  await using at = await project(ends(`${waited.replace('“200”', '“204”').replace('The end.', 'The ends.')}More.\n`));
  const said = await accept(at);
  expect(said).toContain('fixtures/documents/a.md is accepted as it stands, but for errata that are applied.\n');
  expect(said).toContain('  new: line 12: More.');
  expect(await acceptedOf(at)).toBe(ends(`${written.replace('The end.', 'The ends.')}More.\n`));
  expect(await ledgerOf(at)).toBe(ledgerText.replace('quote: The end\n', 'quote: The ends.\n'));
  expect(await appliedIn(at)).toEqual(['m1-a-up', 'm1-a-returns', 'm1-a-code']);
  expect(await accept(at)).toContain('reads as it was accepted, but for errata that are applied.');
});

test('a change below an erratum that added a line is asked of at the line where its reader sees it', async () => {
  await using at = await project(waited.replace('It returns', 'It now returns'));
  const asked: string[] = [];
  const { accept: ask } = await import('./accept.ts');
  await ask(at.root, async ({ says }) => asked.push(says) < 0);
  expect(asked).toContain(
    'm1-a-returns: It read “It returns "200" - at once.”. Line 9 reads now: “It now returns "200" - at once.”.',
  );
});

test('a claim that is named takes the corrected words, comments stay, and whoever named it is told what to turn', async () => {
  await using at = await project(returned);
  expect(await accept(at, '--claims', 'm1-a-ret*')).toBe(
    [
      'fixtures/documents/a.md is accepted as it stands.',
      '  m1-a-returns has to be turned: in specs/a/a.spec.ts:2 what it states by erratum becomes its expect, and what it expected goes.',
    ].join('\n'),
  );
  const ledger = await loadLedger(at.root);
  expect(ledger.byId('m1-a-returns')).toMatchObject({
    ...{ expected: 'verified', basis: 'predicted', line: 8, says: 'It returns "204" - at once.' },
  });
  expect(ledger.byId('m1-a-returns').erratum).toBeUndefined();
  expect(ledger.byId('m1-a-code')).toMatchObject({ quote: 'It returns “204” – at once.', expected: 'verified' });
  expect(await ledgerOf(at)).toContain('  # what nobody waits for\n  - id: m1-a-up\n');
  expect(await appliedIn(at)).toEqual([]);
});

test('of two errata that are applied, the one that is not named stays', async () => {
  await using at = await project(waited.replace('“200”', '“204”'));
  const said = await accept(at, '--claims', 'm1-a-returns');
  expect(said).toContain('is accepted as it stands, but for errata that are applied.\n  m1-a-returns has to be turned');
  expect(said).toContain('  m1-a-up: its erratum is applied, at line 4. Nothing to accept');
  expect(await acceptedOf(at)).toBe(returned);
  expect(await appliedIn(at)).toEqual(['m1-a-up']);
});

test('claims that share a verdict are taken over together', async () => {
  await using at = await project(returned.replace('The end.', 'It ends with 204.'), sharing);
  await accept(at, '--claims', 'm1-a-same');
  const { claims } = await loadLedger(at.root);
  expect(claims.map(({ id, expected }) => [id, expected])).toContainEqual(['m1-a-returns', 'verified']);
  expect(claims.map(({ id, expected }) => [id, expected])).toContainEqual(['m1-a-same', 'verified']);
});

test('nothing is written where a claim would share a verdict with one that is still wrong', async () => {
  await using at = await project(returned, sharing);
  const refused = accept(at, '--claims', 'm1-a-returns');
  await expect(refused).rejects.toThrow(LedgerError);
  await expect(refused).rejects.toThrow('claim m1-a-same: sameAs m1-a-returns expects verified, and this claim contradicted');
  expect([await ledgerOf(at), await acceptedOf(at)]).toEqual([sharing, written]);
});

test.for([
  ['no erratum is applied', written, 'CLAIMS=m1-a-*: no erratum of it is applied. No document has one applied.'],
  ['another one is', waited, 'CLAIMS=m1-a-r*: no erratum of it is applied. These are: m1-a-up.'],
] as const)('a name is refused where %s', async ([, document, message]) => {
  await using at = await project(document);
  await expect(accept(at, '--claims', /CLAIMS=([^:]*)/.exec(message)?.[1] ?? '')).rejects.toThrow(message);
});
