import { execaNode } from 'execa';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { loadLedger, readSources } from '../../helpers/ledger/load.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { root } from '../../helpers/root.ts';
import { loadCorrections } from '../../helpers/walkthrough/corrections.ts';
import { scriptOf } from '../../helpers/walkthrough/script.ts';
import { asWritten, corrected } from '../../helpers/walkthrough/typed.ts';

// each plan is a program: a busy machine needs its time for that
vi.setConfig({ testTimeout: 120_000 });

const folder = join(root, 'docs/example');
const ledger = await loadLedger(folder);
const [source] = await readSources(folder);

test('every passage of the example is decided, and its ledger and specs have no fault', async () => {
  const { problems, places } = await scanSpecs(folder, ledger);
  expect(problems).toEqual([]);
  expect(ledger.documents.map(({ coverage, faults }) => [coverage.unclassified, faults])).toEqual([[[], []]]);
  const unproven = ledger.claims.filter(({ id, sameAs }) => !places.has(sameAs ?? id));
  expect(unproven.map(({ id }) => id)).toEqual([]);
});

test('one sentence of it is wrong and one command is gone', () => {
  const others = ledger.claims.filter(({ expected }) => expected !== 'verified');
  expect(others.map(({ expected, erratum }) => [expected, erratum !== undefined])).toEqual([
    ['contradicted', true],
    ['stale', true],
  ]);
});

test('its page has the difficulties that others have', () => {
  const { blocks, text } = source.document;
  const commands = blocks.flatMap((block) => block.commands);
  expect({
    shortcode: text.includes('{{< text bash >}}'),
    indented: blocks.some(({ first }) => text.split('\n')[first - 1]?.startsWith('    ')),
    prompts: commands.filter(({ prompt }) => prompt !== undefined).length > 10,
    outputs: commands.filter(({ output }) => output !== undefined).length > 4,
    saved: blocks.flatMap(({ file }) => file ?? []),
    sample: commands.some((one) => one.text.endsWith('-f fixtures/workloads/teapot.yaml')),
    roles: Object.values(source.ledger.namespaces ?? {}),
  }).toEqual({
    shortcode: true,
    indented: true,
    prompts: true,
    outputs: true,
    saved: ['waiters-only.yaml'],
    sample: true,
    roles: ['lane', 'lane', 'other'],
  });
});

test('a walk knows what to set up, saves the file before it is applied, and meets what is declared', async () => {
  const corrections = await loadCorrections(folder, source.accepted);
  expect(corrections.setUp.map((one) => ('run' in one ? one.run : one.file))).toEqual([
    'make istio-sidecar',
    'fixtures/workloads/teapot.yaml',
  ]);
  const saving = scriptOf(source.document).filter(({ saves }) => saves.length > 0);
  expect(saving.map(({ steps }) => steps.map(({ text }) => text))).toEqual([['kubectl apply -n kitchen -f waiters-only.yaml']]);
  expect(corrections.written.flatMap(({ claims }) => claims).map((id) => ledger.byId(id).expected)).toEqual([
    'contradicted',
    'stale',
  ]);
});

test('with its errata the page has neither of the two', () => {
  const [before, after] = [asWritten(source), corrected(source)].map(({ document }) => document.text);
  expect(before).toMatch(/Connection refused[^]*authn tls-check/);
  expect(after).not.toMatch(/Connection refused|authn tls-check/);
});

test('a run of it is planned without a cluster', async () => {
  const { stdout } = await execaNode('helpers/ledger/cli.ts', ['list'], { cwd: root, env: { CONTENT: 'docs/example' } });
  expect(stdout).toContain('tea-label-everybody-else-refused');
  expect(stdout).not.toContain('m1-');
});
