import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadLedger } from '../ledger/load.ts';
import { plantedProject } from '../ledger/testing.ts';
import { parseLedger } from '../ledger/yaml.ts';
import { scaffoldClaim } from './claimScaffold.ts';
import { root } from '../root.ts';
import { proposeRows } from './proposeRows.ts';
import { startLedger } from './startLedger.ts';

const page = `# Tea

Put the kettle on.

## Pour

The cup fails.

\`\`\`bash
kubectl get tea
\`\`\`

Something about tea and more.
`;

const write = async (root: string, files: readonly { file: string; text: string }[]) => {
  for (const { file, text } of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await writeFile(join(root, file), text);
  }
};

const planted = async (text = page) => {
  const project = await plantedProject({ 'docs/tea/index.md': text });
  const run = async (answer?: () => Promise<boolean>, prefix: string | undefined = 't') => {
    const { files, told } = await proposeRows(project.root, { file: 'docs/tea/index.md', prefix }, answer);
    await write(project.root, files);
    return told;
  };
  return { ...project, run, ledger: async () => readFile(join(project.root, 'specs/claims/tea.yaml'), 'utf8') };
};

test('a ledger begins with proposals by section, loads, and names them', async () => {
  await using project = await planted();
  expect(await project.run()).toBe(
    [
      'specs/claims/tea.yaml: 4 new proposals',
      'docs/tea/index.md: 6 passages; undecided: 2 claims (1 of commands and manifests), 0 editorial, 2 without a proposal',
      'Read them, change what you see otherwise, then: make claim ID=t-pour-cup-fails',
    ].join('\n'),
  );
  expect(await project.ledger()).toContain(
    '  # § Pour\n  - quote: The cup fails.\n    propose: claim\n    reason: "states an outcome: “fails”"\n    id: t-pour-cup-fails\n',
  );
  expect(await readFile(join(project.root, 'specs/claims/tea.accepted.md'), 'utf8')).toBe(page);
  const { documents } = await loadLedger(project.root);
  expect(documents[1]?.coverage.unclassified.map(({ undecided }) => undecided?.id)).toContain('t-pour-get-tea');
});

test('an editor finds the schema of a ledger in this checkout; elsewhere no line names a path of one machine', async () => {
  await using project = await planted();
  await project.run();
  expect(await project.ledger()).toMatch(/^# Claims of docs\/tea\/index\.md/);
  const { text } = await startLedger(join(root, 'docs/example'), { file: 'README.md', prefix: 't' });
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/\.\.\/\.\.\/specs\/claims\/ledger\.schema\.json\n# Claims/);
});

test('a second run changes nothing, leaves decided rows and adds what is new at its place', async () => {
  await using project = await planted();
  await project.run();
  const before = await project.ledger();
  expect(await project.run()).toContain('tea.yaml: 0 new proposals\n');
  expect(await project.ledger()).toBe(before);
  await write(project.root, [{ file: 'docs/tea/index.md', text: page.replace('The cup fails.', 'The pot fails.\nIt is hot.') }]);
  expect(await project.run(undefined, undefined)).toContain('tea.yaml: 2 new proposals, 1 old ones gone');
  const quotes = parseLedger('', await project.ledger()).parsed?.ledger.undecided.map(({ quote }) => quote);
  expect(quotes).toEqual([
    'Put the kettle on.',
    'The pot fails.',
    'It is hot.',
    'kubectl get tea',
    'Something about tea and more.',
  ]);
});

test('proposals that share a passage stay', async () => {
  const block = '```bash\ncurl tea\n```\n\n';
  await using project = await planted(`# Tea\n\n${block}Wait.\n\n${block}It is cold.\n`);
  expect(await project.run()).toContain('tea.yaml: 4 new proposals');
  expect(await project.run()).toContain('tea.yaml: 0 new proposals\n');
});

test('what is proposed as editorial is listed so where a person agrees', async () => {
  await using project = await planted(`${page}\nRun it.\n\nOpen it.\n\nWhy?\n`);
  await project.run();
  const asked: string[] = [];
  const { files, told } = await proposeRows(project.root, { file: 'docs/tea/index.md' }, async ({ says }) => {
    asked.push(says);
    return !says.includes('Open');
  });
  expect(asked).toEqual([
    '“Run it.”: an instruction that states no outcome',
    '“Open it.”: an instruction that states no outcome',
    '“Why?”: a question',
  ]);
  expect(told).toContain('0 new proposals, 2 taken over as editorial');
  const ledger = parseLedger('', files[0]?.text ?? '').parsed?.ledger;
  expect(ledger?.editorial).toEqual([
    { quotes: ['Run it.'], reason: 'an instruction that states no outcome' },
    { quotes: ['Why?'], reason: 'a question' },
  ]);
  expect(ledger?.undecided.map(({ quote }) => quote)).toContain('Open it.');
  await write(project.root, files);
  const { documents } = await loadLedger(project.root);
  expect(documents[1]?.faults).toEqual([]);
});

test('make claim takes a proposal over by its id, with its place, and it is undecided no longer', async () => {
  await using project = await planted();
  await project.run();
  const { ledger, spec } = await scaffoldClaim(project.root, { id: 't-pour-get-tea', world: 'plain' });
  expect(spec.file).toBe('specs/tea/get-tea.spec.ts');
  await write(project.root, [ledger]);
  const { places, claims, undecided } = parseLedger('', ledger.text).parsed!.ledger;
  expect(places).toEqual({ 'get-tea': { quote: 'kubectl get tea' } });
  expect(claims).toMatchObject([{ id: 't-pour-get-tea', quote: 'kubectl get tea', says: 'The command runs as written.' }]);
  expect(undecided.map(({ quote }) => quote)).not.toContain('kubectl get tea');
  expect(await project.run()).toContain('tea.yaml: 0 new proposals\n');
  const other = await scaffoldClaim(project.root, { id: 't-own', quote: 'cup fails', world: 'plain' });
  expect(other.ledger.text).not.toContain('The cup fails.');
  await expect(scaffoldClaim(project.root, { id: 't-none', world: 'plain' })).rejects.toThrow(
    'No proposal of specs/claims/tea.yaml has ID=t-none: give its QUOTE too.',
  );
});

test.for([
  ['a file that is missing', { file: 'docs/no.md', prefix: 't' }, 'FILE=docs/no.md does not exist: name a document'],
  ['another kind of file', { file: 'specs/a/a.spec.ts', prefix: 't' }, 'FILE=specs/a/a.spec.ts is no Markdown: name a file'],
  ['a file elsewhere', { file: '../a.md', prefix: 't' }, 'FILE=../a.md is not under '],
  ['no prefix', { file: 'docs/tea/index.md' }, 'PREFIX is missing: make document FILE=docs/tea/index.md PREFIX=<prefix>'],
  ['a prefix of two words', { file: 'docs/tea/index.md', prefix: 't-a' }, 'PREFIX=t-a is not valid: use lower-case letters'],
  ['a prefix in capitals', { file: 'docs/tea/index.md', prefix: 'T' }, 'PREFIX=T is not valid'],
  [
    'a prefix that is taken',
    { file: 'docs/tea/index.md', prefix: 'm1' },
    'PREFIX=m1 is taken, by the ids of specs/claims/a.yaml',
  ],
  [
    'another prefix than the ledger’s',
    { file: 'fixtures/documents/a.md', prefix: 't' },
    'PREFIX=t: ids of specs/claims/a.yaml begin with m1-',
  ],
  [
    'a ledger’s name that is taken',
    { file: 'docs/a.md', prefix: 't' },
    'specs/claims/a.yaml, which is that of another document: rename',
  ],
  ['a document without words', { file: 'docs/empty.md', prefix: 't' }, 'docs/empty.md has no sentence and no command'],
] as const)('%s is refused', async ([, wanted, message]) => {
  await using project = await plantedProject({ 'docs/tea/index.md': page, 'docs/a.md': page, 'docs/empty.md': '# Tea\n' });
  await expect(proposeRows(project.root, wanted)).rejects.toThrow(message);
});

test('a document whose claims have drifted is taken over first', async () => {
  await using project = await plantedProject({ 'fixtures/documents/a.md': '# Title\n\nIt is gone.\n' });
  await expect(proposeRows(project.root, { file: 'fixtures/documents/a.md' })).rejects.toThrow(
    'The words of m1-a-curl, m1-a-returns, m1-a-again have changed in fixtures/documents/a.md: take them over first, by make ledger.',
  );
});
