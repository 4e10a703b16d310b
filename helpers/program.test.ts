import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, afterAll, expect, test } from 'vitest';
import { runForResult, runLogged } from './program.ts';

let folder = '';
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'program-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const shell = (script: string, signal = new AbortController().signal) =>
  ({ argv: ['sh', '-c', script], cwd: folder, env: { PLANTED: 'planted' }, signal }) as const;

test('both outputs go to the log and to the listener, with the exit status', async () => {
  const log = join(folder, 'a.log');
  const heard: string[] = [];
  const { exit, output } = await runLogged(shell('echo out $PLANTED; echo err >&2; exit 3'), log, (text) => heard.push(text));
  expect(exit).toBe(3);
  expect(output.split('\n').sort()).toEqual(['', 'err', 'out planted']);
  expect([readFileSync(log, 'utf8'), heard.at(-1)]).toEqual([output, output]);
});

test('a program that is stopped takes back what it made: SIGINT reaches all that it started', async () => {
  const stopped = new AbortController();
  const script = "trap 'echo taken back; exit 7' INT; echo made; while :; do sleep 0.05; done";
  const { exit, output } = await runLogged(shell(script, stopped.signal), join(folder, 'b.log'), () => stopped.abort());
  expect({ exit, output }).toEqual({ exit: 7, output: 'made\ntaken back\n' });
});

test('a result is the standard output alone, with the exit status', async () => {
  expect(await runForResult(shell('echo result; exit 5'))).toEqual({ exit: 5, output: 'result' });
});
