import { Exec } from '@kubernetes/client-node';
import { beforeEach, expect, test, vi } from 'vitest';
import { InfrastructureError } from '../errors.ts';
import { exec, start } from './exec.ts';

vi.mock('./connection.ts', () => ({
  connection: () => Promise.resolve({ config: {}, cluster: { capabilities: { owned: true } } }),
}));

const at = { namespace: 'lane', pod: 'frontend', container: 'nginx' };
const call = ['curl', 'http://backend/'];
const starts = vi.spyOn(Exec.prototype, 'exec');

beforeEach(() => void starts.mockReset());

/** Each exec that is started: its connection breaks before the command has ended. */
function breaks(): void {
  starts.mockImplementation(async () => {
    const socket = { onclose: () => undefined };
    setTimeout(() => socket.onclose());
    return socket;
  });
}

test('a command whose connection broke is not sent a second time', async () => {
  breaks();
  await expect(exec(at, call)).rejects.toThrow(InfrastructureError);
  expect(starts).toHaveBeenCalledTimes(1);
});

test('one that only reads is asked again', async () => {
  breaks();
  await expect(exec(at, ['dig', 'backend'], { reads: true })).rejects.toThrow('the connection closed before the command ended');
  expect(starts).toHaveBeenCalledTimes(3);
});

test('one that was never started is tried again', async () => {
  starts.mockRejectedValue(new Error('Unexpected server response: 500'));
  await expect(exec(at, call)).rejects.toThrow('did not start: Unexpected server response: 500');
  expect(starts).toHaveBeenCalledTimes(3);
});

test('a character that two chunks share comes out whole', async () => {
  const words = Buffer.from('größer – und größer\n');
  starts.mockImplementation(async (_namespace, _pod, _container, _command, _stdout, stderr, _stdin, _tty, finished) => {
    for (const byte of words) stderr?.write(Buffer.from([byte]));
    stderr?.write(Buffer.from([0xc3]));
    setTimeout(() => finished?.({ status: 'Success' }));
    return { onclose: null };
  });
  let heard = '';
  const { done } = await start(at, call, { onStderr: (text) => (heard += text) });
  expect((await done).stderr).toBe(`${words.toString()}\ufffd`);
  expect(heard).toBe(words.toString());
});
