import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as prettier from 'prettier';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { UsageError } from '../errors.ts';
import { loadLedger } from '../ledger/load.ts';
import { parseSpec } from '../ledger/specFiles.ts';
import { documentText, ledgerText, plantedProject, specText } from '../ledger/testing.ts';
import { root } from '../root.ts';
import { meantIds, scaffoldClaim, type WantedClaim } from './claimScaffold.ts';

const wanted: WantedClaim = { id: 'm1-a-new', quote: 'curl http://backend', doc: 'a', world: 'plain' };

const scaffolded = async (changed: Partial<WantedClaim> = {}, files: Record<string, string> = {}) => {
  await using project = await plantedProject(files);
  return await scaffoldClaim(project.root, { ...wanted, ...changed });
};

/** The rows of a ledger's text, with the comments and blank lines around them. */
const added = (before: string, after: string) => after.split('\n').filter((line) => !before.split('\n').includes(line));

test('the row stands behind the rows of its line, and nothing else of the ledger changes', async () => {
  const { ledger } = await scaffolded();
  expect(added(ledgerText, ledger.text)).toEqual(
    ['  - id: m1-a-new', '    expected: undecided', '    says: curl http://backend'].sort(
      (a, b) => ledger.text.indexOf(a) - ledger.text.indexOf(b),
    ),
  );
  const ids = [...ledger.text.matchAll(/- id: (\S+)/g)].map(([, id]) => id);
  expect(ids).toEqual(['m1-a-curl', 'm1-a-new', 'm1-a-returns', 'm1-a-again']);
  expect(ledger.text.split('\n')[ledger.line - 1]).toBe('  - id: m1-a-new');
});

test('comments keep their rows, above the first row and behind the last one', async () => {
  const commented = ledgerText
    .replace('  - id: m1-a-curl', '  # the block\n  - id: m1-a-curl')
    .replace('  - id: m1-a-returns', '  # the prose\n  - id: m1-a-returns');
  const files = { 'specs/claims/a.yaml': commented };
  const heading = await scaffolded({ quote: 'Title' }, files);
  expect(heading.ledger.text).toContain('claims:\n  - id: m1-a-new\n');
  expect(heading.ledger.text).toContain('basis: predicted\n\n  # the block\n  - id: m1-a-curl\n');
  const middle = await scaffolded({}, files);
  expect(middle.ledger.text).toContain('basis: predicted\n\n  # the prose\n  - id: m1-a-returns\n');
  const end = await scaffolded({ quote: 'This' }, files);
  expect(end.ledger.text).toContain('sameAs: m1-a-returns\n\n  - id: m1-a-new\n');
  expect(end.ledger.text).toContain('basis: predicted\n\neditorial: []\n');
});

test.each(['say "it\'s" # now', 'a: b', '- 12', "it's", '**yes**: `no`'])(
  'a ledger that quotes %s is sound and in prettier’s form',
  async (quote) => {
    const text = `${documentText}\n${quote}\n`;
    await using project = await plantedProject({ 'fixtures/documents/a.md': text });
    const { ledger } = await scaffoldClaim(project.root, { ...wanted, quote });
    await writeFile(join(project.root, ledger.file), ledger.text);
    expect((await loadLedger(project.root)).byId('m1-a-new')).toMatchObject({ quote, line: 9, expected: 'undecided' });
    const config = await prettier.resolveConfig(join(root, 'specs/claims/module-1.yaml'));
    expect(await prettier.check(ledger.text, { ...config, parser: 'yaml' })).toBe(true);
  },
);

test('the spec is a new file named by the topic, beside the specs of the exercise', async () => {
  const { spec } = await scaffolded({ quote: 'This' });
  expect(spec.file).toBe('specs/a/new.spec.ts');
  const { claims, worlds } = parseSpec(spec.file, spec.text);
  expect(claims).toMatchObject([{ id: 'm1-a-new', line: spec.line, states: ['control', 'expect'] }]);
  expect(worlds).toMatchObject([{ name: 'plain', takes: ['frontend', 'backend'] }]);
  const elsewhere = await scaffolded({ id: 'm1-b-new-topic' });
  expect(elsewhere.spec.file).toBe('specs/a/new-topic.spec.ts');
});

test('a claim that quotes a command begins with what its reader sees', async () => {
  const { spec } = await scaffolded({ world: 'empty' });
  expect(spec.text).toContain('const done = await lane.attempt(reader.runs(written.command()));');
  expect(parseSpec(spec.file, spec.text).claims).toMatchObject([{ states: ['control', 'expect'] }]);
});

test('in any other world the workload that has a Service is called', async () => {
  const workload = (name: string, more = '') => ({
    [`specs/a/${name}.yaml`]: `kind: Pod\nmetadata: { name: ${name} }\n${more}`,
  });
  const { spec } = await scaffolded(
    { quote: 'This', spec: 'specs/a/own.spec.ts', world: 'tea' },
    {
      ...workload('cup-green'),
      ...workload('pot', '---\nkind: Service\nmetadata: { name: pot }\n'),
      'specs/a/tea.world.yaml': 'says: tea\ninjection: false\nworkloads: [{ name: cup-green }, { name: pot }]\n',
    },
  );
  expect(spec.text).toContain("const { 'cup-green': cupGreen, pot } = await lane.world('tea');");
  expect(spec.text).toContain("await control('the cup-green reaches the pot', cupGreen.get(pot)).toReach(pot);");
});

test('a pattern means the proposals of claims that it matches', async () => {
  const row = (id: string, quote: string, propose = 'claim') =>
    `  - { quote: ${quote}, propose: ${propose}, reason: r, id: ${id} }\n`;
  const undecided = `undecided:\n${row('m1-b-one', 'One.')}${row('m1-b-two', 'Two.')}${row('m1-b-three', 'Three.', 'editorial')}`;
  await using project = await plantedProject({
    'fixtures/documents/a.md': `${documentText}\nOne.\nTwo.\nThree.\n`,
    'specs/claims/a.yaml': `${ledgerText}${undecided}`,
  });
  expect(await meantIds(project.root, 'm1-b-*')).toEqual(['m1-b-one', 'm1-b-two']);
  expect(await meantIds(project.root, 'm1-b-two, m1-c-any')).toEqual(['m1-b-two', 'm1-c-any']);
  expect(await meantIds(project.root, 'm1-b-t*,m1-b-two')).toEqual(['m1-b-two']);
  await expect(meantIds(project.root, 'm1-x*')).rejects.toThrow('ID=m1-x* matches no proposed claim. Near it: m1-b-one');
});

test('a spec that is given is appended to', async () => {
  const { spec } = await scaffolded({ spec: 'specs/a/a.spec.ts' });
  expect(spec.text.startsWith(`${specText}\nclaim('m1-a-new', `)).toBe(true);
  expect(parseSpec(spec.file, spec.text).claims).toMatchObject([
    { id: 'm1-a-returns', line: 4, states: [] },
    { id: 'm1-a-new', line: spec.line, states: ['control', 'expect'] },
  ]);
});

test.for([
  ['a sentence', 'This'],
  ['a command', 'curl http://backend'],
] as const)('the spec of %s type-checks and has prettier’s form', { timeout: 60_000 }, async ([, quote]) => {
  const { spec } = await scaffolded({ quote });
  const file = join(root, 'specs/module-1/planted.spec.ts');
  expect(await prettier.check(spec.text, { ...(await prettier.resolveConfig(file)), parser: 'typescript' })).toBe(true);
  const configFile = join(root, 'specs/tsconfig.json');
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(configFile, (path) => ts.sys.readFile(path)).config,
    ts.sys,
    dirname(configFile),
  );
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile: (name, ...rest) =>
      name === file ? ts.createSourceFile(name, spec.text, ts.ScriptTarget.Latest, true) : disk.getSourceFile(name, ...rest),
  };
  const program = ts.createProgram([file], options, host);
  const faults = program.getSemanticDiagnostics(program.getSourceFile(file));
  expect(faults.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))).toEqual([]);
});

test.each([
  ['an id that exists', { id: 'm1-a-curl' }, /^ID=m1-a-curl is taken, at specs\/claims\/a\.yaml:4: use another id\.$/],
  ['an id of another form', { id: 'A-curl' }, /^ID=A-curl is not valid: use an id such as m1-ex4-attacker-blocked\.$/],
  [
    'an unknown document',
    { doc: 'module-7' },
    /^DOC=module-7 is no document with a ledger\. There are: fixtures\/documents\/a\.md$/,
  ],
  ['no document of the id’s kind', { id: 'b-new', doc: undefined }, /^No ledger has claims b-…: name the document with DOC\.$/],
  ['a quote that is nowhere', { quote: 'wget' }, /^QUOTE does not stand in fixtures\/documents\/a\.md: quote it word for word/],
  ['a quote in another section', { section: 'Other' }, /^QUOTE does not stand in .* in section "Other": quote it word for word/],
  ['a spec elsewhere', { spec: 'helpers/a.spec.ts' }, /^SPEC=helpers\/a\.spec\.ts: use a path such as/],
  ['an unknown world', { world: 'upside-down' }, /^WORLD=upside-down: world upside-down is not there: looked for/],
  ['a world in which nobody calls', { world: 'empty', quote: 'This' }, /^WORLD=empty has no two workloads, of which one/],
] as const)('%s is refused before anything is written', async (_, changed, message) => {
  await using project = await plantedProject();
  const error: unknown = await scaffoldClaim(project.root, { ...wanted, ...changed }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(UsageError);
  expect((error as Error).message).toMatch(message);
  expect(await readFile(join(project.root, 'specs/claims/a.yaml'), 'utf8')).toBe(ledgerText);
});

test('a spec that does not import claim is refused', async () => {
  const files = { 'specs/lab/b.spec.ts': "import { lab } from '#meshproof';\n" };
  await expect(scaffolded({ spec: 'specs/lab/b.spec.ts' }, files)).rejects.toThrow("does not import claim from '#meshproof'");
});

test('a quote that stands twice asks for more words, and takes a section', async () => {
  const files = {
    'fixtures/documents/a.md': `${documentText}\n## Later\n\nAt a later time it runs curl http://backend again.\nOnce.\n\n## Last\n\nOnce.\n`,
  };
  await expect(scaffolded({ quote: 'Once.' }, files)).rejects.toThrow(
    'QUOTE stands at lines 12, 16 of fixtures/documents/a.md: quote more words, or name a heading above it with SECTION.',
  );
  const { ledger } = await scaffolded({ quote: 'Once.', section: 'Last' }, files);
  expect(ledger.text).toContain('quote: Once.\n    section: Last\n');
});

test('an editorial sentence is no claim', async () => {
  const editorial = 'editorial: [{ quotes: [At once.], reason: framing }]';
  const files = {
    'fixtures/documents/a.md': `${documentText}\nAt once.\n`,
    'specs/claims/a.yaml': ledgerText.replace('editorial: []', editorial),
  };
  await expect(scaffolded({ quote: 'At once.' }, files)).rejects.toThrow(
    'fixtures/documents/a.md:9 is among the editorial quotes of specs/claims/a.yaml: take it out of them first.',
  );
});
