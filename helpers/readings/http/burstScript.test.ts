import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { burstScript, counter, curlArguments, parseOutcome } from './curl.ts';

// a burst is real processes, slow where the machine is busy
vi.setConfig({ testTimeout: 60_000 });

let server: Server;
let url = '';
const seen: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers['user-agent'] ?? '');
    response.setHeader('server', 'loopback/1').end('hello');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterAll(() => server.close());

/** The script as a pod runs it: its standard input stays open until `enough` lines have come. */
async function run(count: number, gap: string, nonce: string, enough = Infinity): Promise<{ lines: string[]; exit: unknown }> {
  const script = ['-c', burstScript, 'probe', String(count), gap, nonce, ...curlArguments({ url })];
  const shell = spawn('sh', script, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(shell, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: shell.stdout })) {
    lines.push(line);
    if (lines.length === enough) shell.stdin.end();
  }
  const [exit] = (await ended) as [unknown];
  shell.stdin.destroy();
  return { lines, exit };
}

const kinds = (lines: string[]) => lines.map((line) => line[0]);

test.for(['0', '0.25'])(
  'a burst with gap %s answers each request once, between two counters, and ends by itself',
  async (gap) => {
    const { lines, exit } = await run(3, gap, `whole${gap}`);
    expect(exit).toBe(0);
    expect(kinds(lines)).toEqual(['K', 'R', 'R', 'R', 'K']);
    const answers = lines.slice(1, -1).map((line) => line.split(' '));
    expect(answers.map(([, n]) => n).sort()).toEqual(['1', '2', '3']);
    for (const [, , payload] of answers) {
      expect(parseOutcome(payload ?? '')).toMatchObject({
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
  const { lines } = await run(3, '60', 'between', 2);
  expect(kinds(lines)).toEqual(['K', 'R', 'K']);
});

test.for(['0', '0.25'])('a burst with gap %s that is stopped early still ends with its counters', async (gap) => {
  const { lines, exit } = await run(1000, gap, `cut${gap}`, 3);
  expect(exit).toBe(0);
  expect(kinds(lines).slice(0, 3)).toEqual(['K', 'R', 'R']);
  expect(lines.length).toBeLessThan(1000);
  const last = lines.findLast((line) => line.startsWith('K '));
  expect(lines.indexOf(last ?? '')).toBeGreaterThan(2);
  expect(counter(last?.slice(2) ?? '', 'Tcp', 'ActiveOpens')).toBeGreaterThan(0);
});
