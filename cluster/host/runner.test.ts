import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './testing.ts';
import { InfrastructureError, InterruptedError } from './errors.ts';
import { dryRunner, liveRunner, shellLine } from './runner.ts';

const live = (signal = new AbortController().signal) => liveRunner(signal, { GREETING: 'hello' });

test('gives a command its input and variables, and returns what it prints', async () => {
  expect(await live().run('sh', ['-c', 'echo $GREETING; cat'], { input: 'world' })).toBe('hello\nworld');
});

test('a command that fails is told with its status, its last words and the remedy', async () => {
  const failing = live().run('sh', ['-c', 'echo no such node >&2; exit 7'], { remedy: 'make one' });
  await expect(failing).rejects.toMatchObject({
    message: expect.stringMatching(/ended 7:\n {2}no such node$/),
    remedy: 'make one',
  });
});

test('stack traces are left out of the message, and all output goes to the log', async () => {
  const log = join(temporaryFolder(), 'logs', 'kind.log');
  const trace =
    'ERROR: too many open files\\nk8s.io/kubernetes/cmd/kubeadm/app.Run\\n\\tk8s.io/kubernetes/kubeadm.go:48\\nruntime.goexit\\n';
  const failing = live().run('sh', ['-c', `printf '${trace}' >&2; exit 1`], { log });
  await expect(failing).rejects.toThrow(/ended 1:\n {2}ERROR: too many open files\n {2}All of it: /);
  expect(readFileSync(log, 'utf8')).toContain('kubeadm.go:48');
});

test('a command that is not there is an infrastructure error', async () => {
  await expect(live().run('no-such-command', [])).rejects.toBeInstanceOf(InfrastructureError);
});

test('an abort ends the command with its descendants', async () => {
  const controller = new AbortController();
  const running = live(controller.signal).run('sh', ['-c', 'sleep 600 & wait']);
  controller.abort();
  await expect(running).rejects.toBeInstanceOf(InterruptedError);
  await expect(live(controller.signal).run('true', [])).rejects.toThrow('not started');
});

test('a dry run prints what could be pasted, and returns what it is told to', async () => {
  const lines: string[] = [];
  const dry = dryRunner((line) => lines.push(line)).with({ NAME: "it's" });
  expect(await dry.run('podman', ['ps', '--format', '{{.Names}}'], { dry: 'node' })).toBe('node');
  expect(await dry.act('wait for it', () => Promise.reject(new Error('acted')), 3)).toBe(3);
  expect(lines).toEqual([`NAME='it'\\''s' podman ps --format '{{.Names}}'`, '# wait for it']);
});

test('plain words stay unquoted', () => {
  expect(shellLine('kubectl', ['get', 'pods', '--all=true'])).toBe('kubectl get pods --all=true');
});
