import { execa } from 'execa';
import { copyFile, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { signalling } from './signalling.ts';

test('every process of the name gets the signal, and no other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-signal-'));
  const name = 'mp-sleeper';
  await copyFile('/bin/sleep', join(folder, name));
  await chmod(join(folder, name), 0o755);
  const [sleeper, other] = [execa(join(folder, name), ['60'], { reject: false }), execa('sleep', ['60'], { reject: false })];
  onTestFinished(async () => {
    sleeper.kill('SIGKILL');
    other.kill('SIGKILL');
    await rm(folder, { recursive: true });
  });
  const stateOf = async (pid?: number) => /^State:\s+(\S)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1];
  const send = (signal: string) => execa('sh', ['-c', signalling(signal, name)], { reject: false });
  expect((await send('STOP')).stdout).toBe('STOP');
  expect([await stateOf(sleeper.pid), await stateOf(other.pid)]).toEqual(['T', 'S']);
  expect((await send('CONT')).stdout).toBe('CONT');
  expect(await stateOf(sleeper.pid)).toBe('S');
});
