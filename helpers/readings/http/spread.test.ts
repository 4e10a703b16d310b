import { execa } from 'execa';
import { chmod, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Workload } from '../../lane/workload.ts';
import { alikeIn, parseAnswers, shareOf, Spread } from './spread.ts';

const silent = 'answer 000  0 Connection timed out after 5001 milliseconds\n'.repeat(3);
const heard = 'name backend-a\nanswer 200 10.96.1.1 1\n'.repeat(10);

/** A row of ten requests, by what the client's script printed each time. */
function rowOf(...outputs: string[]): Spread {
  const client = {
    name: 'debug',
    exec: async () => ({ exit: 0, stdout: Buffer.from(outputs.shift() ?? ''), stderr: '' }),
    asks: async () => ({ exit: 0, stdout: Buffer.from('curl 8.20.0 (x86_64)') }),
  } as unknown as Workload;
  return new Spread(client, { name: 'backend', service: 'backend' } as Workload, { requests: 10 });
}

test('a row that nobody answers says so, once it is seen again', async () => {
  const { distinct } = rowOf(silent, silent);
  expect(await distinct.take()).toMatchObject({ value: 0, says: '0 (no answer ×3)' });
  expect(await distinct.prove({ value: 0, like: [], shown: false })).toEqual({
    works: true,
    says: 'curl 8.20.0 runs in debug; 3 more requests got no answer either',
  });
});

test('a row that nobody answered proves nothing where a later one is answered, or where silence is what was expected', async () => {
  const { names } = rowOf(silent, heard);
  expect(await names.take()).toMatchObject({ value: [] });
  expect(names.blanks).toEqual([[]]);
  expect(await names.prove({ value: [], like: [[]], shown: false })).toMatchObject({ works: false });
  expect(await names.prove({ value: [], like: [], shown: false })).toMatchObject({ works: false });
});

test('a row that was given up after some answers is no sample', async () => {
  const { answered } = rowOf(`name backend-a\nanswer 200 10.96.1.1 1\n${silent}`);
  await expect(answered.take()).rejects.toThrow('debug sent 4 of 10 requests');
});

/** curl, whose second call gets no address. */
const forgetfulCurl = `#!/bin/sh
echo call >> "$CALLS"
case $(wc -l < "$CALLS") in
  2) printf '\\nanswer 000  0 Resolving timed out after 5000 milliseconds\\n'; exit 28 ;;
  *) printf 'Server name: backend-a\\n\\nanswer 200 10.96.1.1 1 \\n' ;;
esac
`;

test('a request that was not sent for want of an address is sent then', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'meshproof-spread-'));
  const curl = join(folder.path, 'curl');
  await writeFile(curl, forgetfulCurl);
  await chmod(curl, 0o755);
  const env = { PATH: `${folder.path}:${process.env.PATH}`, CALLS: join(folder.path, 'calls') };
  const client = {
    name: 'debug',
    exec: async ([file = '', ...args]: string[]) => {
      const { stdout, stderr } = await execa(file, args, { env });
      return { exit: 0, stdout: Buffer.from(stdout), stderr };
    },
  } as unknown as Workload;
  const target = { name: 'backend', service: 'backend', naming: 'Server name: \\(.*\\)' } as Workload;
  expect(await new Spread(client, target, { requests: 4 }).answered.take()).toMatchObject({ value: 4, says: '4 (backend-a ×4)' });
});

test('an answer belongs to the name printed before it', () => {
  const output = 'name backend-a\nanswer 200 10.96.1.1 1\nname backend-b\nanswer 200 10.96.1.1 0\n';
  expect(parseAnswers(output)).toEqual([
    { name: 'backend-a', status: 200, remoteIp: '10.96.1.1', connects: 1, unresolved: false },
    { name: 'backend-b', status: 200, remoteIp: '10.96.1.1', connects: 0, unresolved: false },
  ]);
});

test('a request without a page keeps no other name', () => {
  const output = 'name backend-a\nanswer 200 10.96.1.1 1\nanswer 000  0\n';
  expect(parseAnswers(output)[1]).toEqual({ name: 'unnamed', status: 0, remoteIp: '', connects: 0, unresolved: false });
});

test('a share is that of a Deployment’s pods, and none where a proxy answered itself', () => {
  const row = (name: string) => `name ${name}\nanswer 200 10.96.1.1 1\n`;
  const answers = [row('v1-a-1'), row('v1-a-2'), row('v2-b-1'), row('v1-a-1')].join('');
  expect(shareOf('v2', parseAnswers(answers))).toBe(25);
  expect(shareOf('v2', parseAnswers(`${answers}answer 503 10.96.1.1 1\n`))).toBeNaN();
});

test('how many samples of a size one pod answered alone; one that is not full does not count', () => {
  const rows = (...names: string[]) => names.map((name) => ({ name, status: 200, remoteIp: '', connects: 1, unresolved: false }));
  expect(alikeIn(2, rows('a', 'a', 'a', 'b', 'b', 'b', 'c'))).toBe(66.67);
  expect(alikeIn(3, rows('a', 'a', 'a', 'a', 'b', 'a'))).toBe(50);
  expect(alikeIn(2, rows('a', 'unnamed'))).toBeNaN();
});

test('a name that took all the time is told from a server that gave no answer', () => {
  const unresolved = (error: string) => parseAnswers(`answer 000  0 ${error}\n`).map((one) => one.unresolved);
  expect(unresolved('Resolving timed out after 5000 milliseconds')).toEqual([true]);
  expect(unresolved('Connection timed out after 5001 milliseconds')).toEqual([false]);
  expect(unresolved('')).toEqual([false]);
});
