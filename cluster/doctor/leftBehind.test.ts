import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import type { EngineName } from '../host/engine.ts';
import { Progress } from '../host/progress.ts';
import { temporaryFolder } from '../host/testing.ts';
import { writeMade } from '../records/origin.ts';
import { createLab } from '../records/session.ts';
import { leftBehind } from './leftBehind.ts';

const withPodman = (script: string, cache = temporaryFolder()) => {
  const bin = temporaryFolder();
  writeFileSync(join(bin, 'podman'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  return leftBehind(createLab(new Progress(1), { ...process.env, MESHPROOF_CACHE: cache, CLUSTER_NAME: 'mp' }));
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

test.each<[string, EngineName | undefined, string, string]>([
  ['whose nodes are gone', 'podman', '', 'mp-2 (its nodes are gone)'],
  ['whose nodes are stopped', 'podman', 'mp-2-worker\\texited\\n', 'no cluster of a crashed run'],
  ['of others, which has no engine', undefined, '', 'no cluster of a crashed run'],
])('a state folder of a cluster %s', async (_which, engine, containers, found) => {
  const cache = temporaryFolder();
  const lab = createLab(new Progress(1), { ...process.env, MESHPROOF_CACHE: cache, CLUSTER_NAME: 'mp-2' });
  writeMade(lab, 'any', engine);
  writeFileSync(join(lab.folder, 'cluster.json'), '{}');
  const podman = `case "$*" in ps*) printf '${containers}';; *json*) echo '[]';; esac`;
  expect(await withPodman(podman, cache)).toMatchObject({ found });
});
