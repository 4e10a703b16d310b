import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../host/testing.ts';
import { loadPublished } from './images.ts';
import { machineProbes } from './probes.ts';

const digest = 'sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed';

/** An engine whose registry answers to this one name. */
function plant(engine: string, name: string): void {
  const folder = temporaryFolder();
  writeFileSync(join(folder, engine), `#!/bin/sh\n[ "$1" = ps ] || [ "$*" = 'manifest inspect ${name}' ]\n`, { mode: 0o755 });
  vi.stubEnv('PATH', folder);
}

afterEach(() => void vi.unstubAllEnvs());

test('Docker is asked by tag and digest, as kind will ask it', async () => {
  plant('docker', `docker.io/kindest/node:v1.36.4@${digest}`);
  const probes = machineProbes(loadPublished({}).node);
  expect(await probes.engines()).toEqual(['docker']);
  expect(await probes.canPull('docker')).toBe(true);
});

test('Podman refuses a tag beside a digest, so it is asked by digest', async () => {
  plant('podman', `docker.io/kindest/node@${digest}`);
  expect(await machineProbes(loadPublished({}).node).canPull('podman')).toBe(true);
});

test('a registry that lacks the image is none to pull from', async () => {
  plant('docker', 'docker.io/kindest/node:v1.36.3');
  expect(await machineProbes(loadPublished({}).node).canPull('docker')).toBe(false);
});
