import { execa } from 'execa';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { armUndo } from './undo.ts';

function workplace() {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, 'of the lane');
  const said = join(folder, 'said');
  return { kubeconfig, said, command: `cat "$KUBECONFIG" > ${said}` };
}

test('what was changed is put back when the claim ends, and not before', async () => {
  const { kubeconfig, said, command } = workplace();
  const undo = await armUndo(command, { ...process.env, KUBECONFIG: kubeconfig });
  await delay(300);
  expect(existsSync(said)).toBe(false);
  await undo();
  expect(readFileSync(said, 'utf8')).toBe('of the lane');
});

test('it is put back where the run dies, whose kubeconfig is gone by then', { timeout: 30_000 }, async () => {
  const { kubeconfig, said, command } = workplace();
  const program = `const { armUndo } = await import(process.env.UNDO);
await armUndo(process.env.COMMAND, process.env);
process.stdout.write('armed');
setTimeout(() => {}, 60_000);`;
  const env = { KUBECONFIG: kubeconfig, COMMAND: command, UNDO: join(import.meta.dirname, 'undo.ts') };
  const run = execa(process.execPath, ['--input-type=module', '-e', program], { env, reject: false, buffer: false });
  await new Promise<void>((resolve) => run.stdout.once('data', () => resolve()));
  rmSync(kubeconfig);
  expect(existsSync(said)).toBe(false);
  run.kill('SIGKILL');
  await expect.poll(() => existsSync(said) && readFileSync(said, 'utf8'), { timeout: 10_000 }).toBe('of the lane');
});

test('what could not be put back is said', async () => {
  const { kubeconfig } = workplace();
  const undo = await armUndo('echo no such deployment >&2; exit 3', { ...process.env, KUBECONFIG: kubeconfig });
  await expect(undo()).rejects.toThrow('Not put back: "echo no such deployment >&2; exit 3" ended with 3: no such deployment');
});

test('nothing is changed where it could not be put back', async () => {
  const { kubeconfig, command } = workplace();
  rmSync(kubeconfig);
  await expect(armUndo(command, { ...process.env, KUBECONFIG: kubeconfig })).rejects.toThrow('is not done: cp: ');
});
