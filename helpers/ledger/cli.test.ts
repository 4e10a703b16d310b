import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { documentText, ledgerText, plantedProject } from './planted.ts';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const run = (...args: string[]) =>
  execa('node', [cli, ...args], {
    preferLocal: true,
    localDir: fileURLToPath(new URL('../../', import.meta.url)),
    reject: false,
  });

test('list: every claim by document and line', async () => {
  await using project = await plantedProject();
  const { stdout, exitCode } = await run('list', '--root', project.root);
  expect(exitCode).toBe(0);
  expect(stdout.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
    ['claim', 'document:line', 'expected', 'spec'],
    ['m1-a-curl', 'fixtures/documents/a.md:4', 'verified (predicted)', 'no spec yet'],
    ['m1-a-returns', 'fixtures/documents/a.md:7', 'contradicted', 'specs/a/a.spec.ts:4'],
    ['m1-a-again', 'fixtures/documents/a.md:7', 'contradicted (predicted)', 'same as m1-a-returns (specs/a/a.spec.ts:4)'],
    ['3 claims, 2 with a spec.'],
  ]);
});

test('list --json, limited', async () => {
  await using project = await plantedProject();
  const { stdout } = await run('list', '--json', '--claims', '*-again', '--root', project.root);
  expect(JSON.parse(stdout)).toMatchObject([{ id: 'm1-a-again', line: 7, spec: { file: 'specs/a/a.spec.ts', line: 4 } }]);
});

test('check prints the coverage, and names lines that nobody classified', async () => {
  await using project = await plantedProject({ 'specs/claims/a.yaml': ledgerText.replace('lines: 1, 3, 5', 'lines: 1, 5') });
  const { stdout, exitCode } = await run('check', '--root', project.root);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('fixtures/documents/a.md: 2 lines claimed, 2 editorial, 1 unclassified\n  unclassified: 3\n');
});

test('hash refuses while a quote does not stand, and otherwise writes the new one', async () => {
  await using fallen = await plantedProject({ 'fixtures/documents/a.md': documentText.replace('200', '204') });
  expect(await run('hash', '--root', fallen.root)).toMatchObject({
    exitCode: 3,
    stderr: expect.stringContaining('m1-a-returns'),
  });

  await using grown = await plantedProject({ 'fixtures/documents/a.md': `${documentText}\nMore.\n` });
  expect((await run('check', '--root', grown.root)).stderr).toContain('make ledger-hash');
  expect((await run('hash', '--root', grown.root)).stdout).toBe('New hash written to specs/claims/a.yaml.');
  expect((await run('check', '--root', grown.root)).stdout).toContain('unclassified: 9');
});

test.for([[], ['nosuch'], ['list', 'more'], ['list', '--nosuch'], ['list', '--claims', 'nosuch']])(
  'usage: %o ends with status 3',
  async (args) => {
    const { exitCode, stderr, stdout } = await run(...args);
    expect(exitCode).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).not.toContain('    at ');
  },
);

test('--help', async () => {
  expect(await run('--help')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringContaining('node helpers/ledger/cli.ts <command>'),
  });
});
