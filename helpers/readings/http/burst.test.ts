import { expect, test, vi } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { start, type ExecResult } from '../../kube/exec.ts';
import { burst } from './burst.ts';

vi.mock('../../kube/exec.ts', () => ({ start: vi.fn() }));

const pod = { namespace: 'lane', pod: 'attacker', container: 'attacker' };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const answer = (n: number, status = 200) =>
  `R ${n} ${base64(`0|${status}|10.96.0.9|10.244.1.5|0|0.1|0.2|0.5|1|2|\u001e{"server":["nginx"]}\u001ehi`)}\n`;
const counters = (retransmissions: number) =>
  `K ${base64(`TcpExt: SyncookiesSent TCPSynRetrans\nTcpExt: 0 ${retransmissions}\n`)}\n`;

/** A shell in a pod that says `text` in chunks of 100 characters; `atStop` is what it says when its input is closed. */
function shell(text: string, ends: { exit?: number; stderr?: string; rejects?: Error; atStop?: string } = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<ExecResult>();
  const stopped = vi.fn();
  vi.mocked(start).mockImplementation(async (_at, _command, streams = {}) => {
    for (const chunk of text.match(/[\s\S]{1,100}/g) ?? []) streams.onStdout?.(Buffer.from(chunk));
    const finish = () => resolve({ exit: ends.exit ?? 0, stdout: Buffer.alloc(0), stderr: ends.stderr ?? '', ms: 0 });
    if (ends.rejects) reject(ends.rejects);
    else if (ends.atStop === undefined) finish();
    const stop = () => {
      stopped();
      if (ends.atStop) streams.onStdout?.(Buffer.from(ends.atStop));
      finish();
    };
    return { done: promise, stop };
  });
  return stopped;
}

const request = { url: 'http://backend/' };

test('answers come in the order of their arrival, each with its own nonce, however the chunks fall', async () => {
  shell(`${counters(2)}${answer(2, 404)}${answer(1)}${counters(5)}`);
  const running = burst(pod, request, { count: 2, gap: 0 });
  const taken = await Array.fromAsync(running.samples);
  expect(taken.map(({ value, says, ms }) => [value.status, says, ms])).toEqual([
    [404, '404 from nginx', 500],
    [200, '200 from nginx', 500],
  ]);
  expect(taken.map(({ nonce }) => nonce?.replace(/[0-9a-f]{10}/, '*'))).toEqual(['meshproof-*-2', 'meshproof-*-1']);
  expect(running.synRetransmissions()).toBe(3);
});

test('a long answer is put together, whatever came between its parts', async () => {
  const [, , payload = ''] = answer(1).trim().split(' ');
  shell(
    `${counters(0)}P 1 ${payload.slice(0, 20)}\n${answer(2)}P 1 ${payload.slice(20, 40)}\nR 1 ${payload.slice(40)}\n${counters(0)}`,
  );
  const taken = await Array.fromAsync(burst(pod, request, { count: 2, gap: 0 }).samples);
  expect(taken.map(({ value, nonce }) => [nonce?.at(-1), value.status, value.body])).toEqual([
    ['2', 200, 'hi'],
    ['1', 200, 'hi'],
  ]);
});

test('leaving early stops the shell and still reads its last counters', async () => {
  const stopped = shell(`${counters(2)}${answer(1)}${answer(2)}`, { atStop: `${answer(3)}${counters(9)}` });
  const running = burst(pod, request, { count: 100, gap: 0.25 });
  for await (const { value } of running.samples) if (value.status === 200) break;
  expect(stopped).toHaveBeenCalled();
  expect(running.synRetransmissions()).toBe(7);
});

test('a connection that breaks is no result, after what was said until then', async () => {
  shell(`${counters(0)}${answer(1)}`, { rejects: new InfrastructureError('the connection closed') });
  const seen: number[] = [];
  const read = async () => {
    for await (const { value } of burst(pod, request, { count: 3, gap: 0 }).samples) seen.push(value.status);
  };
  await expect(read()).rejects.toThrow(new InfrastructureError('the connection closed'));
  expect(seen).toEqual([200]);
});

test('a shell that fails says so in its own words', async () => {
  shell('', { exit: 127, stderr: 'sh: not found\n' });
  await expect(Array.fromAsync(burst(pod, request, { count: 1, gap: 0 }).samples)).rejects.toThrow(
    "the probe's shell ended with 127: sh: not found",
  );
});

test('a shell ended by SIGTERM is fine', async () => {
  shell(`${counters(0)}${answer(1)}`, { exit: 143 });
  await expect(Array.fromAsync(burst(pod, request, { count: 1, gap: 0 }).samples)).resolves.toHaveLength(1);
});
