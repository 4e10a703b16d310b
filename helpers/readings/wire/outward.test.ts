import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { outward } from './outward.ts';

/** Programs that stand first on PATH. */
function plant(programs: Record<string, string>): void {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
}

test('a packet whose line comes in two parts is one packet', { timeout: 30_000 }, async () => {
  plant({
    ip: `echo '[{"dev":"lo"}]'`,
    tshark: `while :; do printf '17\t9\n'; sleep 0.1; printf '17\t'; sleep 0.1; printf '9\n'; sleep 0.1; done`,
  });
  const { left, own } = await outward([]);
  expect((await own.take()).value).toBe(2);
  expect((await left.take()).value).toBe(0);
});
