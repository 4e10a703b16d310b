import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readDurations, rememberDurations } from './durations.ts';

function plantedCache(): string {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  vi.stubEnv('MESHPROOF_CACHE', join(folder, 'cache'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return join(folder, 'cache');
}

const nothing = { beside: {}, alone: {} };

test('what the last run measured is known to the next one, besides what was known', () => {
  plantedCache();
  expect(readDurations()).toEqual(nothing);
  rememberDurations({ beside: { a: 1, b: 2 }, alone: { c: 3 }, lanes: 6.5 });
  rememberDurations({ beside: { b: 4 }, alone: {} });
  expect(readDurations()).toEqual({ beside: { a: 1, b: 4 }, alone: { c: 3 }, lanes: 6.5 });
});

test.each(['', '{"beside":{"a":', '{"beside":{"a":"long"},"alone":{}}'])('a file that is none tells nothing: %s', (text) => {
  const cache = plantedCache();
  rememberDurations(nothing);
  writeFileSync(join(cache, 'claim-durations.json'), text);
  expect(readDurations()).toEqual(nothing);
});
