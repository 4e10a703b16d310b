import { execa } from 'execa';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from './testing/temporary.ts';

// Each makes files or processes: on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const folder = await temporaryFolder();
const cli = (...args: string[]) => execa(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], { reject: false });

test('usage errors end with 3 and show the commands', async () => {
  for (const args of [[], ['shine'], ['verify-pack'], ['--fast'], ['render', 'a', 'b'], ['diff', 'a']]) {
    const { exitCode, stderr } = await cli(...args);
    expect(exitCode, args.join(' ')).toBe(3);
    expect(stderr).toContain('Usage: ');
  }
});

test('--help ends with 0', async () => {
  expect(await cli('--help')).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('verify-pack <pack>') });
});

test('a folder that is no pack ends with 1 and one clear line', async () => {
  expect(await cli('render', folder)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/^.* is no evidence pack: .*$/),
  });
  expect(await cli('verify-pack', folder)).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('SHA256SUMS: cannot be used'),
  });
});
