import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));

test('a usage error ends with status 3, its text and no stack', async () => {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [cli, 'list', '--claims', 'm1-ex7-denied-40'], {
    reject: false,
  });
  expect(exitCode).toBe(3);
  expect(stdout).toBe('');
  expect(stderr).toMatch(/^CLAIMS=m1-ex7-denied-40 selects no claim\. Near it: m1-ex7-denied-403, .*\. See: make list$/);
}, 30_000);
