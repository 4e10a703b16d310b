import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../../kube/testing.ts';

async function shell() {
  await plantApi('kind');
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'kubeconfig'), '');
  const { inShell } = await import('./shell.ts');
  const run = (script: string, limitMs: number, signal?: AbortSignal) =>
    inShell({ kubeconfig: join(folder, 'kubeconfig'), signal }, script, { cwd: folder, limitMs });
  return { run, said: () => readFileSync(join(folder, 'said'), 'utf8') };
}

const cleaning = `trap 'sleep 4; echo cleaned > said' EXIT; sleep 60`;

test('a command that its limit ends cleans up after itself', { timeout: 30_000 }, async () => {
  const { run, said } = await shell();
  expect(await run(cleaning, 500)).toMatchObject({ exit: 124 });
  expect(said()).toBe('cleaned\n');
});

test('so does one whose claim has ended, before its limit and while it cleans up', { timeout: 30_000 }, async () => {
  const { run, said } = await shell();
  await run(cleaning, 30_000, AbortSignal.timeout(500));
  expect(said()).toBe('cleaned\n');
});

test('the end of a claim does not cut short what a command cleans up', { timeout: 30_000 }, async () => {
  const { run, said } = await shell();
  await run(cleaning, 500, AbortSignal.timeout(2_000));
  expect(said()).toBe('cleaned\n');
});

test('a command without a trap is soon ended, though it does not listen', { timeout: 30_000 }, async () => {
  const { run } = await shell();
  const started = performance.now();
  const unheard = 'word=tr; ${word}ap "" TERM; sleep 20';
  expect(await run(unheard, 500)).toMatchObject({ exit: -1 });
  expect(performance.now() - started).toBeLessThan(10_000);
});
