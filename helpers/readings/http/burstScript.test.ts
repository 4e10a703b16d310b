import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { AnswerLines, type Told } from './answerLines.ts';
import { burstScript, counter, curlArguments, parseOutcome } from './curl.ts';

// a burst is real processes, slow where the machine is busy
vi.setConfig({ testTimeout: 60_000 });

let server: Server;
let url = '';
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers['user-agent'] ?? '');
    if (request.url === '/long') {
      const cookies = Array.from({ length: 4 }, (_, n) => `c${n}=${'v'.repeat(3000)}`);
      response.setHeader('set-cookie', cookies).end('long '.repeat(2000));
      return;
    }
    response.setHeader('server', 'loopback/1').end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

/** The script as a pod runs it: its standard input stays open until `enough` messages have come. */
async function run(count: number, gap: string, nonce: string, { enough = Infinity, path = '' } = {}) {
  const script = ['-c', burstScript, 'probe', String(count), gap, nonce, ...curlArguments({ url: `${url}${path}` })];
  const shell = spawn('sh', script, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(shell, 'close');
  const answers = new AnswerLines();
  const told: Told[] = [];
  let longest = 0;
  for await (const line of createInterface({ input: shell.stdout })) {
    longest = Math.max(longest, line.length);
    const message = answers.push(line);
    if (!message) continue;
    told.push(message);
    if (told.length === enough) shell.stdin.end();
  }
  const [exit] = (await ended) as [unknown];
  shell.stdin.destroy();
  return { told, exit, longest };
}

const kinds = (told: Told[]) => told.map(({ kind }) => kind);
const answersIn = (told: Told[]) => told.flatMap((one) => (one.kind === 'answer' ? [one] : []));

test.for(['0', '0.25'])(
  'a burst with gap %s answers each request once, between two counters, and ends by itself',
  async (gap) => {
    const { told, exit } = await run(3, gap, `whole${gap}`);
    expect(exit).toBe(0);
    expect(kinds(told)).toEqual(['counters', 'answer', 'answer', 'answer', 'counters']);
    expect(
      answersIn(told)
        .map(({ n }) => n)
        .sort(),
    ).toEqual([1, 2, 3]);
    for (const { payload } of answersIn(told)) {
      expect(parseOutcome(payload)).toMatchObject({
        exit: 0,
        status: 200,
        body: 'hello',
        headers: { server: ['loopback/1'] },
      });
    }
    const nonces = seen.filter((agent) => agent.startsWith(`meshproof-whole${gap}-`));
    expect(nonces.sort()).toEqual([1, 2, 3].map((n) => `meshproof-whole${gap}-${n}`));
  },
);

test('a burst that is stopped between two requests does not wait for the next one', { timeout: 30_000 }, async () => {
  const { told } = await run(3, '60', 'between', { enough: 2 });
  expect(kinds(told)).toEqual(['counters', 'answer', 'counters']);
});

test.for(['0', '0.25'])('a burst with gap %s that is stopped early still ends with its counters', async (gap) => {
  const { told, exit } = await run(1000, gap, `cut${gap}`, { enough: 3 });
  expect(exit).toBe(0);
  expect(kinds(told).slice(0, 3)).toEqual(['counters', 'answer', 'answer']);
  expect(told.length).toBeLessThan(1000);
  const last = told.findLastIndex(({ kind }) => kind === 'counters');
  expect(last).toBeGreaterThan(2);
  expect(counter(told[last]?.payload ?? '', 'Tcp', 'ActiveOpens')).toBeGreaterThan(0);
});

test('long answers that come side by side do not run into each other: a pipe keeps 4096 bytes of a writer together', async () => {
  const { told, exit, longest } = await run(12, '0.01', 'long', { path: 'long' });
  expect(exit).toBe(0);
  expect(longest).toBeLessThan(4096);
  const answers = answersIn(told);
  expect(answers.map(({ n }) => n).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  for (const { payload } of answers) {
    const { body, headers, cutFrom } = parseOutcome(payload);
    expect([body.length, headers['set-cookie']?.length, cutFrom]).toEqual([1500, 4, 10_000]);
  }
});
