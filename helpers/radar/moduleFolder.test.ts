import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { byRelease, istioModuleOf } from './istioModule.ts';
import { moduleFolder } from './moduleFolder.ts';
import { plantedModule } from './testing.ts';

/** A folder with a program `go` that answers so, to whatever it is asked. */
async function goThat(script: string) {
  const planted = await plantedModule({ go: `#!/bin/sh\n${script}\n` });
  await chmod(join(planted.folder, 'go'), 0o755);
  return planted;
}

test('the folder that Go names', async () => {
  await using go = await goThat(`echo '{"Dir":"/modules/istio"}'`);
  expect(await moduleFolder('v0.0.0-1', go.folder)).toBe('/modules/istio');
});

test.for([
  ['in its answer', `echo '{"Error":"not found: v0.0.0-1"}'; exit 1`, 'not found: v0.0.0-1'],
  ['beside it', 'echo "proxy unreachable" >&2; exit 1', 'proxy unreachable'],
] as const)('what Go says %s is told', async ([, script, said]) => {
  await using go = await goThat(script);
  await expect(moduleFolder('v0.0.0-1', go.folder)).rejects.toMatchObject({
    message: `Go cannot bring istio.io/istio@v0.0.0-1: ${said}`,
    status: 2,
  });
});

test('without Go the error says how to come by it', async () => {
  await expect(moduleFolder('v0.0.0-1', '/nowhere')).rejects.toMatchObject({
    status: 2,
    remedy: expect.stringContaining('Install Go'),
  });
});

test('the module of a release, with or without its v', () => {
  expect(istioModuleOf('v1.30.4')).toEqual({ release: '1.30.4', module: expect.stringMatching(/^v0\.0\.0-/) });
  expect(() => istioModuleOf('9.9.9')).toThrow('No Go module of Istio 9.9.9 is known.');
});

test('releases are ordered by their numbers', () => {
  expect(['1.31.0', '1.9.2', '1.30.10', '1.30.4'].sort(byRelease)).toEqual(['1.9.2', '1.30.4', '1.30.10', '1.31.0']);
});
