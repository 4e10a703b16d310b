import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from './testing.ts';
import { unpackWheel } from './wheel.ts';
import { plantPip, sha256, zipOf } from './wheelTesting.ts';

const file = 'tool-1.0-py3-none-manylinux_2_17_x86_64.whl';
const data = zipOf({ 'tool/bin/tool': { text: '#!/bin/sh\necho 1.0\n', program: true }, 'tool/README': { text: 'read me' } });
const wheel = { package: 'tool', version: '1.0', file, sha256: sha256(data) };

/** Until the test ends, pip has this wheel. @returns the file with its calls */
function plant(has = wheel): string {
  const { folder, calls } = plantPip(has, data);
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  return calls;
}

test('a wheel is unpacked, and its programs may be run', async () => {
  const calls = plant();
  const folder = join(temporaryFolder(), 'cache/tool');
  await unpackWheel(wheel, folder);
  expect(readFileSync(join(folder, 'tool/README'), 'utf8')).toBe('read me');
  expect(statSync(join(folder, 'tool/bin/tool')).mode & 0o777).toBe(0o755);
  expect(statSync(join(folder, 'tool/README')).mode & 0o111).toBe(0);
  expect(readdirSync(join(folder, '..'))).toEqual(['tool']);
  expect(readFileSync(calls, 'utf8')).toMatch(/^-m pip download .*--no-deps .*tool==1\.0\n$/);
});

test.each([
  [
    'a file that is not what is pinned',
    { sha256: 'f'.repeat(64) },
    `${file} is not what is pinned: its SHA-256 is ${wheel.sha256}`,
  ],
  [
    'a file of another name',
    { file: 'tool-1.0-py3-none-any.whl' },
    'pip downloaded another file than tool-1.0-py3-none-any.whl.',
  ],
  ['a version that pip does not find', { version: '2.0' }, 'pip did not download tool==2.0: ERROR: No matching distribution'],
])('%s is refused, and nothing of it is left', async (_what, changed, message) => {
  plant();
  const parent = temporaryFolder();
  await expect(unpackWheel({ ...wheel, ...changed }, join(parent, 'tool'))).rejects.toMatchObject({
    status: 2,
    message: expect.stringContaining(message),
  });
  expect(readdirSync(parent)).toEqual([]);
});

test('a machine without pip gets an error that says so', async () => {
  vi.stubEnv('PATH', temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(unpackWheel(wheel, join(temporaryFolder(), 'tool'))).rejects.toThrow(/^pip did not download tool==1\.0: .*ENOENT/);
});
