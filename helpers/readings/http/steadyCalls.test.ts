import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { start } from '../../kube/exec.ts';
import type { HttpProbe } from './httpProbe.ts';
import { callsDuring, ended, steadyScript } from './steadyCalls.ts';

vi.setConfig({ testTimeout: 30_000 });
vi.mock(import('../../kube/exec.ts'), async (importOriginal) => ({ ...(await importOriginal()), start: vi.fn() }));

const spec = { containers: [{ name: 'attacker' }] };
const probe = {
  says: 'attacker GET http://backend',
  request: { url: 'http://backend' },
  client: { name: 'attacker', namespace: 'lane', pod: async () => ({ metadata: { name: 'attacker' }, spec }) },
  target: { name: 'backend' },
  noteUse: () => undefined,
} as unknown as HttpProbe;

test('what became of the calls while something was done, in words and numbers', async () => {
  const stop = vi.fn();
  let says: (chunk: string) => void = () => undefined;
  vi.mocked(start).mockImplementation(async (_at, _command, { onStderr = () => undefined } = {}) => {
    says = onStderr;
    onStderr('200 0\n200');
    return { done: Promise.resolve({ exit: 0, stdout: Buffer.from(''), stderr: '', ms: 1 }), stop };
  });
  const { came, calls } = await callsDuring(probe, async () => {
    says(' 0\n503 0\n000 7\n503 0\n');
    return 'rolled out';
  });
  expect(came).toBe('rolled out');
  expect(stop).toHaveBeenCalled();
  expect(await calls.made.take()).toMatchObject({ value: 5 });
  expect(await calls.lost.take()).toMatchObject({ value: 3, says: '3 of 5 (status 503 ×2, no answer, curl 7 ×1)' });
});

test('calls that are refused from some time after the change on', async () => {
  let says: (chunk: string) => void = () => undefined;
  vi.mocked(start).mockImplementation(async (_at, command, { onStderr = () => undefined } = {}) => {
    expect(command.at(-1)).toBe('POST');
    says = onStderr;
    onStderr('405 0\n');
    return { done: Promise.resolve({ exit: 0, stdout: Buffer.from(''), stderr: '', ms: 1 }), stop: vi.fn() };
  });
  const post = { ...probe, request: { url: 'http://backend/data', method: 'POST' } } as unknown as HttpProbe;
  const applied = async () => void setTimeout(() => says('405 0\n403 0\n403 0\n'), 300);
  const { calls } = await callsDuring(post, applied, { status: 405, afterwards: 0.6 });
  expect(await calls.answered(403).take()).toMatchObject({ value: 2, says: '2 of 4' });
  expect(await calls.answered(405).take()).toMatchObject({ value: 2 });
  const { value } = await calls.lastAnswer.take();
  expect(value).toBeGreaterThan(0.2);
  expect(value).toBeLessThan(0.6);
  expect(await calls.lost.take()).toMatchObject({ value: 2, says: '2 of 4 (status 403 ×2)' });
});

test('an error of what was done ends the calls', async () => {
  const stop = vi.fn();
  vi.mocked(start).mockImplementation(async (_at, _command, { onStderr = () => undefined } = {}) => {
    onStderr('200 0\n');
    return { done: Promise.resolve({ exit: 0, stdout: Buffer.from(''), stderr: '', ms: 1 }), stop };
  });
  await expect(callsDuring(probe, () => Promise.reject(new Error('no roll-out')))).rejects.toThrow('no roll-out');
  expect(stop).toHaveBeenCalled();
});

test('calls go on, each on a connection of its own, and those while the server is away are told apart', async () => {
  let connections = 0;
  const serve = async (port: number) => {
    const server = createServer((_request, response) => void response.end('hello')).on('connection', () => connections++);
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return server;
  };
  const first = await serve(0);
  const { port } = first.address() as AddressInfo;
  const shell = spawn('sh', ['-c', steadyScript, 'calls', '100/s', `http://127.0.0.1:${port}/?[1-1000000]`, 'GET']);
  let output = '';
  shell.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await vi.waitFor(() => expect(ended(output).get('200 0')).toBeGreaterThan(5), 10_000);
  first.close();
  first.closeAllConnections();
  await vi.waitFor(() => expect(ended(output).get('000 7')).toBeGreaterThan(2), 10_000);
  const second = await serve(port);
  const before = ended(output).get('200 0') ?? 0;
  await vi.waitFor(() => expect(ended(output).get('200 0')).toBeGreaterThan(before + 5), 10_000);
  shell.stdin.end();
  const [exit] = (await once(shell, 'close')) as [number];
  expect(exit).toBe(0);
  const made = [...ended(output).values()].reduce((sum, count) => sum + count, 0);
  await delay(100);
  expect([...ended(output).values()].reduce((sum, count) => sum + count, 0)).toBe(made);
  expect(connections).toBeGreaterThanOrEqual(ended(output).get('200 0') ?? 0);
  second.close();
  second.closeAllConnections();
});
