import { execa } from 'execa';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { MarkdownDocument, readDocument } from '../documents/document.ts';
import { root } from '../root.ts';
import { publish } from './publish.ts';
import { CastWriter } from './recording.ts';
import type { Walkthrough } from './schema.ts';
import { readSources } from '../ledger/load.ts';
import { makeWorkplace } from './courseFolder.ts';

// Publishing starts a process: a busy machine needs its time for that.
vi.setConfig({ testTimeout: 60_000 });

test('a cast is asciicast v2: a header, then output and markers, without secrets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cast-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const removed = new Map<string, number>();
  const cast = new CastWriter(
    join(folder, 'a.cast'),
    { title: 'a', cols: 80, rows: 24, startedAt: new Date(1_000_000) },
    removed,
  );
  cast.marks('line 1');
  cast.shows('$ kubectl create token\r\n eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJmcm9udGVuZCJ9.c2lnbmF0dXJlc2lnbmF0dXJl\r\n');
  cast.close();
  const [header, marker, output] = (await readFile(join(folder, 'a.cast'), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toEqual({ version: 2, width: 80, height: 24, timestamp: 1000, title: 'a' });
  expect(marker).toEqual([expect.any(Number), 'm', 'line 1']);
  expect(output).toEqual([expect.any(Number), 'o', '$ kubectl create token\r\n [JSON web token removed]\r\n']);
  expect([...removed]).toEqual([['JSON web token', 1]]);
});

test('the workplace is the module’s folder beside the other, make passes targets on, and nothing is left of it', async () => {
  const document = await readDocument(root, 'fixtures/documents/module-1.md');
  const lie = new MarkdownDocument(document.path, document.text.replace('replicas=3', 'replicas=2'));
  const work = async (): Promise<string> => {
    await using place = await makeWorkplace(lie, await readSources(root));
    expect(await readFile(join(place.folder, 'README.md'), 'utf8')).toContain('replicas=2');
    expect(await readFile(join(place.folder, '../02-service-mesh-value/README.md'), 'utf8')).toContain('Module 2');
    const { stdout } = await execa('make', ['--dry-run', 'help'], { cwd: place.folder });
    expect(stdout).toContain('grep');
    return place.folder;
  };
  await expect(stat(await work())).rejects.toThrow('ENOENT');
});

const sample: Walkthrough = {
  schema: 'meshproof/walkthrough/v1',
  document: 'fixtures/documents/a.md',
  sha256: '0',
  as: 'written',
  started: '2026-01-01T00:00:00.000Z',
  finished: '2026-01-01T00:01:00.000Z',
  status: 'complete',
  cluster: { name: 'a', own: true },
  treatment: ['Comment lines are not typed.'],
  cast: 'a-written.cast',
  blocks: [],
  claims: {},
  findings: [
    {
      line: 55,
      attempt: 'as it stands',
      kind: 'fails',
      promised: 'a | b',
      met: 'exit status 127: a: command not found',
      claims: ['m1-typo'],
      expected: true,
    },
    { line: 68, attempt: 'as it stands', kind: 'promise', promised: '3 pods', met: '2', claims: [], expected: false },
  ],
  accepted: [],
  missing: ['line 9: fails: x'],
  leftovers: [{ object: 'Namespace/default', change: 'changed', was: { labels: {} }, is: { labels: { a: 'b' } } }],
  redacted: {},
};

test('the results are published with their page and table, as the latest of their kind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'walks-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
  const walk = join(folder, 'first');
  await mkdir(walk);
  await writeFile(join(walk, sample.cast), '{"version":2,"width":80,"height":24}\n');
  await publish(walk, 'a-written', sample);
  const latest = (name: string) => readFile(join(folder, 'latest-a-written', name), 'utf8');
  expect(JSON.parse(await latest('walkthrough.json'))).toEqual(sample);
  expect(await latest('table.md')).toContain('# fixtures/documents/a.md, as written');
  expect(await latest('index.html')).toContain('<h1>fixtures/documents/a.md, as written</h1>');
});
