import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { MarkdownDocument } from '../documents/document.ts';
import { InfrastructureError, UsageError } from '../errors.ts';
import { treatmentOf } from './caveats.ts';
import { loadCorrections } from './corrections.ts';
import { scriptOf } from './script.ts';
import { saveFile, setUp } from './setUp.ts';

// each command is a process: a busy machine needs its time for that
vi.setConfig({ testTimeout: 60_000 });

const page = new MarkdownDocument(
  'docs/tea.md',
  `Save this as \`objects/pot.yaml\`:

\`\`\`yaml
kind: Pot
\`\`\`

\`\`\`sh
kubectl apply -f objects/pot.yaml
\`\`\`

Save this as \`cup.yaml\`:

\`\`\`yaml
kind: Cup
\`\`\`

\`\`\`sh
kubectl apply -f cup.yaml
\`\`\`
`,
);

async function planted(corrections = '') {
  const folder = await mkdtemp(join(tmpdir(), 'set-up-'));
  await mkdir(join(folder, 'fixtures/corrections'), { recursive: true });
  await mkdir(join(folder, 'reader'));
  await mkdir(join(folder, 'samples'));
  await writeFile(join(folder, 'samples/leaf.yaml'), 'kind: Leaf\n');
  await writeFile(join(folder, 'fixtures/corrections/tea.yaml'), `document: docs/tea.md\n${corrections}`);
  const place = { folder: join(folder, 'reader') };
  const { signal } = new AbortController();
  const env = { PATH: process.env.PATH ?? '', SHOP: 'open' };
  return {
    folder,
    place,
    load: () => loadCorrections(folder, page),
    do: async () => setUp((await loadCorrections(folder, page)).setUp, { from: folder, place, env, signal }),
    read: (file: string) => readFile(join(place.folder, file), 'utf8'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}

const both = `setUp:
  - { file: samples/leaf.yaml, why: the text takes the samples for granted }
  - { run: 'cat samples/leaf.yaml > log && echo $SHOP >> log', why: the text begins with a shop }
`;

test('what a text takes for granted is there before its first block, in the order of the corrections', async () => {
  await using project = await planted(both);
  await project.do();
  expect(await project.read('samples/leaf.yaml')).toBe('kind: Leaf\n');
  expect(await project.read('log')).toBe('kind: Leaf\nopen\n');
});

test('a command that fails ends the walk, with its last words', async () => {
  await using project = await planted(`setUp: [{ run: 'echo no leaves; exit 3', why: x }]\n`);
  const failure = await project.do().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(InfrastructureError);
  expect(String(failure)).toContain('The set-up "echo no leaves; exit 3" ended with 3 (no leaves): mend it');
});

test.for([
  [
    'a file that is not there',
    '{ file: samples/none.yaml, why: x }',
    'setUp: there is no samples/none.yaml in the content folder',
  ],
  ['a file elsewhere', '{ file: ../none.yaml, why: x }', 'is no path within the content folder'],
  ['an entry without its reason', '{ run: make up }', 'setUp.0'],
] as const)('%s is refused before there is a cluster', async ([, entry, message]) => {
  await using project = await planted(`setUp: [${entry}]\n`);
  const failure = await project.load().catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(UsageError);
  expect(String(failure)).toContain(message);
});

test('a document without corrections has nothing set up', async () => {
  await using project = await planted();
  await rm(join(project.folder, 'fixtures/corrections/tea.yaml'));
  expect((await project.load()).setUp).toEqual([]);
});

test('a file that the text has saved belongs to the block that comes next', async () => {
  const blocks = scriptOf(page);
  expect(blocks.map(({ saves }) => saves)).toEqual([
    [{ file: 'objects/pot.yaml', text: 'kind: Pot\n', line: 4 }],
    [{ file: 'cup.yaml', text: 'kind: Cup\n', line: 14 }],
  ]);
  await using project = await planted();
  for (const one of blocks[0]!.saves) await saveFile(project.place.folder, one);
  expect(await project.read('objects/pot.yaml')).toBe('kind: Pot\n');
});

test('the results list each of both', async () => {
  await using project = await planted(both);
  const told = treatmentOf({ as: 'written', stands: false, lines: undefined }, (await project.load()).setUp, scriptOf(page));
  expect(told).toEqual(
    expect.arrayContaining([
      'Before the first block samples/leaf.yaml is put into the reader’s folder: the text takes the samples for granted.',
      'Before the first block, and unrecorded, `cat samples/leaf.yaml > log && echo $SHOP >> log` is run: the text begins with a shop.',
      'The block at line 4 is saved as objects/pot.yaml, as the text says, before the next one is typed.',
      'The block at line 14 is saved as cup.yaml, as the text says, before the next one is typed.',
    ]),
  );
});
