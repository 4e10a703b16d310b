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

test('check prints the coverage, and names lines that nobody classified', async () => {
  await using project = await plantedProject({ 'specs/claims/a.yaml': ledgerText.replace('lines: 1, 3, 5', 'lines: 1, 5') });
  expect(await runCommand(['check', '--root', project.root])).toBe(
    'fixtures/documents/a.md: 2 lines claimed, 2 editorial, 1 unclassified\n  unclassified: 3\n3 claims, 1 specs.',
  );
});

test('check fails for a spec that no ledger knows', async () => {
  await using project = await plantedProject({ 'specs/b/b.spec.ts': "claim('m1-b-new', () => {});\n" });
  await expect(runCommand(['check', '--root', project.root])).rejects.toThrow(
    'specs/b/b.spec.ts:1: claim m1-b-new is in no ledger',
  );
});

test('hash refuses while a quote does not stand', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': documentText.replace('200', '204') });
  await expect(runCommand(['hash', '--root', project.root])).rejects.toThrow('m1-a-returns');
});

test('hash writes the new one, after which the ledger loads again', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': `${documentText}\nMore.\n` });
  await expect(runCommand(['check', '--root', project.root])).rejects.toThrow('make ledger-hash');
  expect(await runCommand(['hash', '--root', project.root])).toBe('New hash written to specs/claims/a.yaml.');
  expect(await runCommand(['check', '--root', project.root])).toContain('unclassified: 9');
  expect(await runCommand(['hash', '--root', project.root])).toBe('Every hash is that of its document already.');
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
