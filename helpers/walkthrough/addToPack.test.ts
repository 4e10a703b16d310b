import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import type { RawArtifact } from '../evidence/artifact.ts';
import { keepWalks } from './addToPack.ts';
import type { Walkthrough } from './schema.ts';

const document = new MarkdownDocument('fixtures/documents/a.md', '# A\n\n```bash\nls\n```\n');

const block: Walkthrough['blocks'][number] = {
  number: 1,
  first: 4,
  last: 4,
  heading: 'A',
  claims: [],
  about: [],
  commands: [],
  state: null,
  changes: [],
};

const walk = (day: number, part: Partial<Walkthrough> = {}): Walkthrough => ({
  schema: 'meshproof/walkthrough/v1',
  document: document.path,
  sha256: document.sha256,
  as: 'written',
  started: `2026-01-0${day}T00:00:00Z`,
  finished: `2026-01-0${day}T00:01:00Z`,
  status: 'complete',
  cluster: { name: 'a', own: true },
  treatment: [],
  cast: 'a.cast',
  blocks: [block],
  claims: {},
  findings: [],
  accepted: [],
  missing: [],
  leftovers: [],
  redacted: {},
  ...part,
});

/** What is kept of these walks: way, start and the names of what was put into the pack. */
async function kept(...walks: Walkthrough[]) {
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-walks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const one of walks) {
    const own = join(folder, `${one.started.slice(0, 10)}-a-${one.as}`);
    await mkdir(own);
    await writeFile(join(own, 'walkthrough.json'), JSON.stringify(one));
    await writeFile(join(own, one.cast), '{"version":2}\n');
  }
  await mkdir(join(folder, '2026-01-09-cut-short'));
  const names: string[] = [];
  const keep = ({ name, mediaType, content }: RawArtifact) => {
    names.push(name);
    return { sha256: '0', name, mediaType, bytes: content.length };
  };
  const entries = await keepWalks(folder, [{ document }], { keep });
  return { entries: entries.map(({ as, started }) => `${as} ${started.slice(8, 10)}`), names };
}

test('the newest of each way of walking is kept with its recording, as written first', async () => {
  expect(await kept(walk(1), walk(2), walk(3, { as: 'corrected' }))).toEqual({
    entries: ['written 02', 'corrected 03'],
    names: ['walkthrough.json', 'a.cast', 'walkthrough.json', 'a.cast'],
  });
});

test.each<[string, Partial<Walkthrough>]>([
  ['did not come to its end', { status: 'interrupted' }],
  ['typed only some blocks', { blocks: [] }],
  ['met another text of the document', { sha256: '1' }],
  ['is of a document that the run has not', { document: 'fixtures/documents/b.md' }],
])('a walk that %s is not kept, an older one that fits is', async (_, part) => {
  expect((await kept(walk(1), walk(2, part))).entries).toEqual(['written 01']);
});

test('without any walk nothing is kept', async () => {
  expect(await keepWalks('/nowhere', [{ document }], { keep: () => expect.unreachable() })).toEqual([]);
});
