import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from './errors.ts';
import { requireOwn } from './ownCluster.ts';

function cacheWith(provider?: string): string {
  const cache = mkdtempSync(join(tmpdir(), 'own-'));
  onTestFinished(() => rmSync(cache, { recursive: true }));
  if (!provider) return cache;
  const made = { name: 'lab', provider, checkout: '/c', by: { pid: 1, started: '0' }, at: '2026-01-01T00:00:00.000Z' };
  mkdirSync(join(cache, 'clusters/lab'), { recursive: true });
  writeFileSync(join(cache, 'clusters/lab/made.json'), JSON.stringify(made));
  return cache;
}

test.each([
  ['the standing one', cacheWith, { PROVIDER: '' }, 'existing'],
  ['the one that is asked for', cacheWith, { PROVIDER: 'existing' }, undefined],
  ['the one that is named without saying so', cacheWith, { KUBECONFIG: 'f', ALLOW_CONTEXT: 'c' }, undefined],
] as const)('a cluster of somebody else is refused: %s', (_which, cache, env, made) => {
  expect(() => requireOwn('A walk takes over namespace default', 'lab', { ...env, MESHPROOF_CACHE: cache(made) })).toThrow(
    UsageError,
  );
});

test('one of our own is not', () => {
  expect(() => requireOwn('x', 'lab', { MESHPROOF_CACHE: cacheWith('kind') })).not.toThrow();
  expect(() => requireOwn('x', 'lab', { MESHPROOF_CACHE: cacheWith() })).not.toThrow();
});
