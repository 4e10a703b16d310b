import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { UsageError } from '../errors.ts';
import { ownGround, readersEnvironment, standingGround } from './cluster.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A cache that says that cluster `lab` was made by another checkout. */
async function foreignCluster(name: string, provider = 'embedded') {
  const cache = await mkdtemp(join(tmpdir(), 'ground-'));
  const folder = join(cache, 'clusters', name);
  await mkdir(folder, { recursive: true });
  const made = {
    name,
    provider,
    checkout: '/somewhere/else',
    by: { pid: 1, started: '0' },
    at: '2026-01-01T00:00:00.000Z',
  };
  await writeFile(join(folder, 'made.json'), JSON.stringify(made));
  vi.stubEnv('MESHPROOF_CACHE', cache);
  vi.stubEnv('CLUSTER_NAME', 'lab');
  return { [Symbol.asyncDispose]: () => rm(cache, { recursive: true }) };
}

test('a cluster of another checkout is refused', async () => {
  await using _ = await foreignCluster('lab');
  await expect(standingGround()).rejects.toThrow('Cluster lab was made by another checkout');
});

test('so is one with the name of the walk’s own cluster', async () => {
  await using _ = await foreignCluster('lab-walk');
  await expect(ownGround({ up: false, keep: false })).rejects.toThrow(UsageError);
});

test('no walk makes a cluster of its own where somebody else’s is asked for', async () => {
  await using _ = await foreignCluster('another');
  vi.stubEnv('PROVIDER', 'existing');
  await expect(ownGround({ up: false, keep: false })).rejects.toThrow(
    /unless CLUSTER=standing .*a cluster of provider existing is not ours/,
  );
});

test('without a standing cluster the error says how to get one', async () => {
  await using _ = await foreignCluster('another');
  await expect(standingGround()).rejects.toThrow('There is no cluster lab of this checkout. Run make kind-up first');
});

test('before there is a cluster, the reader’s kubectl reaches none', async () => {
  vi.stubEnv('KUBECONFIG', '/home/somebody/.kube/config');
  vi.stubEnv('MAKEFLAGS', ' -- DOC=module-1');
  vi.stubEnv('GITHUB_TOKEN', 'a-secret');
  const ground = { name: 'lab-walk', own: true, target: () => undefined, look: async () => null, leave: async () => [] };
  const place = { folder: '/tmp/course', rcFile: '', [Symbol.asyncDispose]: async () => undefined };
  const env = readersEnvironment(ground, place);
  expect(env).toMatchObject({ KUBECONFIG: '/tmp/course/kubeconfig', CLUSTER_NAME: 'lab-walk' });
  expect(env).not.toHaveProperty('MAKEFLAGS');
  expect(Object.values(env)).not.toContain('a-secret');
});
