import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CastWriter } from './recording.ts';

const pem = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()
  .replaceAll('\n', '\r\n');
const token = ['eyJhbGciOiJIUzI1NiJ9', `eyJ${'c'.repeat(90)}`, 's'.repeat(43)].join('.');

function recording() {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const removed = new Map<string, number>();
  const path = join(folder, 'a.cast');
  const cast = new CastWriter(path, { title: 'a', cols: 80, rows: 24, startedAt: new Date(0) }, removed);
  const shown = () =>
    readFileSync(path, 'utf8')
      .split('\n')
      .slice(1, -1)
      .map((line) => JSON.parse(line) as [number, string, string]);
  return { cast, shown, removed, text: () => shown().map(([, , text]) => text) };
}

test('a secret that the terminal brings in two pieces is not recorded', () => {
  const { cast, text, removed } = recording();
  for (const piece of [
    `$ cat key\r\n${pem.slice(0, 70)}`,
    pem.slice(70),
    `token: ${token.slice(0, 50)}`,
    `${token.slice(50)}\r\n$ `,
  ])
    cast.shows(piece);
  cast.close();
  expect(text().join('')).toBe('$ cat key\r\n[private key removed]\r\ntoken: [JSON web token removed]\r\n$ ');
  expect(Object.fromEntries(removed)).toEqual({ 'private key': 1, 'JSON web token': 1 });
});

test('nor is one that colours interrupt', () => {
  const { cast, text } = recording();
  cast.shows(`\u001b[32m${token.slice(0, 30)}\u001b[1m${token.slice(30, 60)}`);
  cast.shows(`\u001b[0m${token.slice(60)} \u001b[31mend\r\n`);
  cast.close();
  expect(text().join('')).toBe('\u001b[32m[JSON web token removed] \u001b[31mend\r\n');
});

test('what is shown keeps its pieces and their times, and stands before the mark that follows', async () => {
  const { cast, shown } = recording();
  cast.shows('one');
  await new Promise((resolve) => setTimeout(resolve, 30));
  cast.shows('two');
  cast.marks('line 3');
  cast.shows('three');
  cast.flush();
  const all = shown();
  expect(all.map(([, kind, text]) => [kind, text])).toEqual([
    ['o', 'one'],
    ['o', 'two'],
    ['m', 'line 3'],
    ['o', 'three'],
  ]);
  expect((all[1]?.[0] ?? 0) - (all[0]?.[0] ?? 0)).toBeGreaterThan(0.02);
  cast.close();
});
