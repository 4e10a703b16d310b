import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { Progress } from '../host/progress.ts';
import { temporaryFolder } from '../host/testing.ts';
import { createLab } from '../records/session.ts';
import { leftBehind } from './leftBehind.ts';

const withPodman = (script: string) => {
  const bin = temporaryFolder();
  writeFileSync(join(bin, 'podman'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  return leftBehind(createLab(new Progress(1), { ...process.env, MESHPROOF_CACHE: temporaryFolder(), CLUSTER_NAME: 'mp' }));
};

test('an engine that cannot tell is a drawback with its own words, and ends no other check', async () => {
  expect(await withPodman("echo 'Error: newuidmap: not found' >&2; exit 125")).toEqual({
    name: 'left behind',
    status: 'warn',
    found: 'cannot be told',
    remedy: 'Error: newuidmap: not found',
  });
});

test('a network whose checkout is gone is a cluster of a crashed run', async () => {
  const network = { name: 'mp-1', labels: { 'meshproof.checkout': '/gone', 'meshproof.folder': '/gone/too' } };
  expect(await withPodman(`echo '${JSON.stringify([network])}'`)).toMatchObject({
    status: 'warn',
    found: 'mp-1 (its checkout /gone is gone)',
    remedy: 'make prune NAME=mp-1',
  });
  expect(await withPodman("echo '[]'")).toMatchObject({ status: 'ok', found: 'no cluster of a crashed run' });
});
