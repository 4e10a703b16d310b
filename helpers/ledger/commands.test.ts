import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { runCommand } from './commands.ts';
import { documentText, ledgerText, plantedProject } from './testing.ts';

test('list: every claim by document and line', async () => {
  await using project = await plantedProject();
  const text = await runCommand(['list', '--root', project.root]);
  expect(text.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['claim', 'document:line', 'expected', 'spec'],
    ['m1-a-curl', 'fixtures/documents/a.md:4', 'verified (predicted)', 'no spec yet'],
    ['m1-a-returns', 'fixtures/documents/a.md:7', 'contradicted', 'specs/a/a.spec.ts:4'],
    ['m1-a-again', 'fixtures/documents/a.md:7', 'contradicted (predicted)', 'same as m1-a-returns (specs/a/a.spec.ts:4)'],
    ['3 claims, 2 with a spec.'],
  ]);
});

test('list --json, limited', async () => {
  await using project = await plantedProject();
  const text = await runCommand(['list', '--json', '--claims', '*-again', '--root', project.root]);
  expect(JSON.parse(text)).toMatchObject([{ id: 'm1-a-again', line: 7, spec: { file: 'specs/a/a.spec.ts', line: 4 } }]);
});

test('check prints the coverage, and names sentences that nobody classified, and those that are new', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': `${documentText}More.\n` });
  expect(await runCommand(['check', '--root', project.root])).toBe(
    [
      'fixtures/documents/a.md: 2 sentences and commands claimed, 0 editorial, 1 unclassified',
      '  unclassified: line 8: More.',
      'fixtures/documents/a.md:8 is new: More.',
      '3 claims, 1 specs.',
    ].join('\n'),
  );
});

const undecidedText = `${ledgerText}
undecided:
  - quote: More.
    reason: no rule knows it
`;

test('what is undecided breaks nothing, is named with its proposal and counted', async () => {
  await using project = await plantedProject({
    'fixtures/documents/a.md': `${documentText}More.\n`,
    'specs/claims/a.accepted.md': `${documentText}More.\n`,
    'specs/claims/a.yaml': undecidedText,
  });
  expect(await runCommand(['check', '--root', project.root])).toContain(
    '  undecided: line 8: More. (no proposal: no rule knows it)\n3 claims',
  );
  expect(await runCommand(['list', '--root', project.root])).toContain(
    'with a spec.\nfixtures/documents/a.md: 1 undecided (specs/claims/a.yaml)',
  );
});

test.for([
  [
    'words that changed',
    { 'fixtures/documents/a.md': documentText.replace('200', '204') },
    'specs/claims/a.yaml:10: claim m1-a-returns has drifted in fixtures/documents/a.md. It read “This should return a "200" - at once.”. ' +
      'Line 7 reads now: “This should return a "204" - at once.”. Its erratum is not applied either: it reads “This returns 204.”. ' +
      'See whether the claim still holds, and take the new words over: make ledger.',
  ],
  [
    'words that are gone',
    { 'fixtures/documents/a.md': documentText.replace('curl http://backend', 'x') },
    'It read “curl http://backend”. Nothing like it is left. Restore the words, or remove the claim: make ledger.',
  ],
  [
    'a quote that stands nowhere',
    { 'specs/claims/a.yaml': ledgerText.replace('quote: curl http://backend', 'quote: curl http://backends') },
    'It read “curl http://backends”. Line 4 reads now: “curl http://backend”.',
  ],
  [
    'a quote that stands twice',
    {
      'specs/claims/a.yaml': ledgerText.replace('quote: curl http://backend', 'quote: a'),
      'specs/claims/a.accepted.md': `${documentText}A.\na b. a c.\n`,
    },
    '“a” stands more than once, at lines 7 and 9. Quote more words, or name the section.',
  ],
  [
    'an editorial quote of a part of a sentence',
    { 'specs/claims/a.yaml': ledgerText.replace('editorial: []', 'editorial: [{ quotes: [at once], reason: x }]') },
    'editorial quote “at once” is no whole sentence, command or cell. Quote it from end to end, or take it out.',
  ],
  [
    'a place whose words are gone',
    { 'specs/claims/a.yaml': ledgerText.replace('claims:', 'places:\n  down: { quote: make down }\n\nclaims:') },
    'place down has drifted in fixtures/documents/a.md. It read “make down”.',
  ],
] as const)('check fails for %s', async ([, files, message]) => {
  await using project = await plantedProject(files);
  await expect(runCommand(['check', '--root', project.root])).rejects.toThrow(message);
});

test('check fails for a spec that no ledger knows', async () => {
  await using project = await plantedProject({ 'specs/b/b.spec.ts': "claim('m1-b-new', () => {});\n" });
  await expect(runCommand(['check', '--root', project.root])).rejects.toThrow(
    'specs/b/b.spec.ts:1: claim m1-b-new is in no ledger',
  );
});

test('accept takes nothing over without a terminal, and says what is left', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': documentText.replace('200', '204') });
  expect(await runCommand(['accept', '--root', project.root])).toContain('fixtures/documents/a.md is not accepted, and');
  await expect(runCommand(['check', '--root', project.root])).rejects.toThrow('claim m1-a-returns has drifted');
});

test('accept --all takes the new words over, after which all is well', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': `${documentText.replace('200', '204')}More.\n` });
  expect(await runCommand(['accept', '--all', '--root', project.root])).toBe(
    'fixtures/documents/a.md is accepted as it stands.\n  new: line 8: More.',
  );
  expect(await runCommand(['check', '--root', project.root])).toContain('1 unclassified');
  expect(await runCommand(['accept', '--root', project.root])).toBe('fixtures/documents/a.md reads as it was accepted.');
});

test('accept tells words that now stand twice by their section', async () => {
  const again = '\n# Later\n\n```bash\ncurl http://backend\n```\n';
  await using project = await plantedProject({ 'fixtures/documents/a.md': `${documentText}${again}` });
  expect(await runCommand(['accept', '--root', project.root])).toContain('fixtures/documents/a.md is accepted as it stands.');
  const text = await readFile(join(project.root, 'specs/claims/a.yaml'), 'utf8');
  expect(text).toContain('    quote: curl http://backend\n    section: Title\n');
  expect(await runCommand(['check', '--root', project.root])).toContain('unclassified: line 12: curl http://backend');
});

test('accept writes nothing where something is left', async () => {
  await using project = await plantedProject({
    'fixtures/documents/a.md': `${documentText.replace('200', '204')}\ncurl http://backend\n`,
  });
  expect(await runCommand(['accept', '--root', project.root])).toContain(
    'fixtures/documents/a.md is not accepted, and specs/claims/a.yaml is as it was. What is left:',
  );
  expect(await readFile(join(project.root, 'specs/claims/a.yaml'), 'utf8')).toBe(ledgerText);
});

test.for([
  ['no command', [], 'The claims of the documents'],
  ['an unknown command', ['nosuch'], 'There is no command nosuch.'],
  ['too much', ['list', 'more'], 'The claims of the documents'],
  ['an unknown option', ['list', '--nosuch'], "Unknown option '--nosuch'"],
] as const)('%s is a usage error', async ([, args, message]) => {
  const error = await runCommand(args).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as UsageError).message).toContain(message);
});

test('--help', async () => {
  expect(await runCommand(['--help'])).toContain('node helpers/ledger/cli.ts <command>');
});
