import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const cli = fileURLToPath(new URL('cli.ts', import.meta.url));
const run = (env: Record<string, string>, ...args: string[]) =>
  execa(process.execPath, [cli, ...args], { env: { FROM: '', TO: '', PACKS: '', ...env }, reject: false });

test.for([
  [{ TO: '1.31.0' }, 'FROM is missing: name a release of Istio, such as make radar FROM=1.30.4 TO=1.31.0.'],
  [{ FROM: '1.30.4' }, 'TO is missing: name a release'],
  [{ FROM: '9.9.9', TO: '1.31.0' }, 'No Go module of Istio 9.9.9 is known.\nWhat to do: Name one of 1.31.0, 1.30.4'],
  [{ FROM: '1.31.0', TO: '1.30.4' }, 'FROM=1.31.0 is not older than TO=1.30.4.'],
  [{ FROM: '1.31.0', TO: 'v1.31.0' }, 'FROM=1.31.0 is not older than TO=1.31.0.'],
  [{ FROM: '1.30.4', TO: '1.31.0', PACKS: 'one' }, 'PACKS=one does not name two packs.'],
] as const)('%o is a usage error', { timeout: 60_000 }, async ([env, message]) => {
  const { exitCode, stdout, stderr } = await run(env);
  expect([exitCode, stdout]).toEqual([3, '']);
  expect(stderr).toContain(message);
});

test('--help', { timeout: 60_000 }, async () => {
  expect((await run({}, '--help')).stdout).toMatch(/make radar FROM=<release> TO=<release>/);
});
