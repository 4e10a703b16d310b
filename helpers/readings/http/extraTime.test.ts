import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { expect, test, vi } from 'vitest';
import { whileFailing } from '../../failure.ts';
import { Workload } from '../../lane/workload.ts';
import { compare, extraTime, roundsScript } from './extraTime.ts';
import { HttpProbe } from './httpProbe.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Rounds as the script writes them; `b` is the seconds of block B in a round. */
const rounds = (count: number, b: (round: number) => number) =>
  Array.from({ length: count }, (_, round) => {
    const blocks = [`A 200 0.000200\n`.repeat(2), `B 200 ${b(round).toFixed(6)}\n`.repeat(2)];
    return (round % 2 ? blocks.reverse() : blocks).join('');
  }).join('');

test('the interval leaves out what few rounds did, on both sides', () => {
  const odd = (round: number) => (round < 2 ? 0.9 : round < 4 ? 0.0001 : 0.0007 + (round % 10) / 100_000);
  expect(compare(rounds(40, odd), 40, 2)).toMatchObject({ interval: { low: 0.5, high: 0.59 } });
});

test('equal blocks differ by nothing', () => {
  const compared = compare(
    rounds(40, () => 0.0002),
    40,
    2,
  );
  expect(compared).toMatchObject({
    interval: { low: 0, high: 0, without: 0.2 },
    says: expect.stringContaining('p50/p90/p99 of 80 requests'),
  });
});

test('a request that failed, or that is not there, leaves nothing to compare', () => {
  const whole = rounds(40, () => 0.0002);
  expect(compare(whole.replace('B 200', 'B 503'), 40, 2)).toBe('not each request was answered: "B 503 0.000200"');
  expect(compare(whole.replace('B 200 0.000200\n', ''), 40, 2)).toBe('80 and 79 of 80 requests were answered');
  expect(compare('', 40, 2)).toBe('0 and 0 of 80 requests were answered');
});

const wholeRounds = Array.from({ length: 40 }, () =>
  ['A 200 0.0002\n', 'B 200 0.0007\n'].map((one) => one.repeat(10)).join(''),
).join('');

test('a sample is drawn once, but for instruments that are broken', async () => {
  const exec = vi.fn(async () => ({ exit: 0, stdout: Buffer.from(wholeRounds), stderr: '' }));
  const client = new Workload({ name: 'stranger', namespace: 'lane', home: 'lane', selector: 'app=stranger', injected: false });
  vi.spyOn(client, 'exec').mockImplementation(exec as never);
  const probe = (url: string) => new HttpProbe(client, undefined, { url });
  const extra = extraTime(client, probe('http://backend/'), probe('http://direct/'), { rounds: 40 });
  await whileFailing('stale', async () => void (await extra.take()));
  const first = await extra.take();
  expect(first.value).toEqual({ low: 0.5, high: 0.5, without: 0.2 });
  expect(await extra.take()).toBe(first);
  expect(exec).toHaveBeenCalledTimes(2);
});

test('too few rounds are a fault of the caller', () => {
  expect(() =>
    compare(
      rounds(20, () => 0.0002),
      20,
      2,
    ),
  ).toThrow('20 rounds are too few');
});

test('the script asks in turn, on one connection a round where both URLs are of one server', async () => {
  let connections = 0;
  const server = createServer((request, response) => {
    void delay(request.url?.startsWith('/slow') ? 20 : 0).then(() => response.end('hello'));
  }).on('connection', () => connections++);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', roundsScript, 'rounds', '4', '3', `${url}/`, `${url}/slow`]);
  server.close();
  expect(stdout.replaceAll(/ 200 [\d.]+\n/g, '')).toBe('AAABBBBBBAAAAAABBBBBBAAA');
  expect(connections).toBe(4);
  const slow = stdout.split('\n').flatMap((line) => (line.startsWith('B') ? [Number(line.split(' ')[2])] : []));
  expect(Math.min(...slow)).toBeGreaterThan(0.015);
});
