import { execa } from 'execa';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MarkdownDocument, readDocument } from '../documents/document.ts';
import { root } from '../root.ts';
import { CastWriter } from './recording.ts';
import { walkthroughSchema, type Walkthrough } from './schema.ts';
import { tableOf } from '../../reports/walkthrough/table.ts';
import { makeWorkplace } from './courseFolder.ts';

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

test('the workplace has the course’s folders, make passes targets on, and nothing is left of it', async () => {
  const document = await readDocument(root, 'fixtures/documents/module-1.md');
  const lie = new MarkdownDocument(document.path, document.text.replace('replicas=3', 'replicas=2'));
  const work = async (): Promise<string> => {
    await using place = await makeWorkplace(root, lie);
    expect(await readFile(join(place.folder, '02-service-mesh-value/README.md'), 'utf8')).toContain('Module 2');
    expect(await readFile(join(place.folder, '01-networking-fundamentals/README.md'), 'utf8')).toContain('replicas=2');
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

test('the table lists what differs, what was not met and what is left', () => {
  expect(walkthroughSchema.safeParse(sample).success).toBe(true);
  const table = tableOf(sample);
  expect(table).toContain('| 55 | ``a \\| b`` | fails: ``exit status 127: a: command not found`` | m1-typo | yes |');
  expect(table).toContain('| 68 | “3 pods” | other output: ``2`` | – | **no** |');
  expect(table).toContain('- line 9: fails: x');
  expect(table).toContain('- changed Namespace: default {"a":"b"}');
});
