import { execaNode } from 'execa';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { isUnnamed, parseManifests } from '../../helpers/kube/objects.ts';
import { localise } from '../../helpers/lane/localise.ts';
import { loadLedger, readSources } from '../../helpers/ledger/load.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { isImage } from '../../helpers/needs.ts';
import { root } from '../../helpers/root.ts';
import { loadCorrections } from '../../helpers/walkthrough/corrections.ts';
import { staysInFront } from '../../helpers/walkthrough/program.ts';
import { scriptOf } from '../../helpers/walkthrough/script.ts';
import { asWritten, corrected } from '../../helpers/walkthrough/typed.ts';

// each plan is a program: a busy machine needs its time for that
vi.setConfig({ testTimeout: 120_000 });

const folder = join(root, 'docs/example');
const ledger = await loadLedger(folder);
const sources = await readSources(folder);
const pageOf = (name: string) => sources.find(({ document }) => document.path === `pages/${name}.md`)!;
const [kitchen, till] = [pageOf('closing-the-kitchen'), pageOf('keeping-the-till')];

test('every passage of the example is decided, and its ledgers and specs have no fault', async () => {
  const { problems, places } = await scanSpecs(folder, ledger);
  expect(problems).toEqual([]);
  expect(ledger.documents.map(({ coverage, faults }) => [coverage.unclassified, faults])).toEqual([
    [[], []],
    [[], []],
  ]);
  const unproven = ledger.claims.filter(({ id, sameAs }) => !places.has(sameAs ?? id));
  expect(unproven.map(({ id }) => id)).toEqual([]);
});

test('on each page one sentence is wrong and one command is gone', () => {
  const others = ledger.claims.filter(({ expected }) => expected !== 'verified');
  expect(others.map(({ id, expected, erratum }) => [id, expected, erratum !== undefined])).toEqual([
    ['tea-label-everybody-else-refused', 'contradicted', true],
    ['tea-certificate-authn-tls-check-teapot', 'stale', true],
    ['till-eye-autoscale-deployment-till', 'stale', true],
    ['till-eye-lines-end-fails', 'contradicted', true],
    ['till-eye-set-e', 'contradicted', true],
  ]);
});

test('its first page has the difficulties that others have', () => {
  const { blocks, text } = kitchen.document;
  const commands = blocks.flatMap((block) => block.commands);
  expect({
    shortcode: text.includes('{{< text bash >}}'),
    indented: blocks.some(({ first }) => text.split('\n')[first - 1]?.startsWith('    ')),
    prompts: commands.filter(({ prompt }) => prompt !== undefined).length > 10,
    outputs: commands.filter(({ output }) => output !== undefined).length > 4,
    saved: blocks.flatMap(({ file }) => file ?? []),
    sample: commands.some((one) => one.text.endsWith('-f fixtures/workloads/teapot.yaml')),
    roles: Object.values(kitchen.ledger.namespaces ?? {}),
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

test('its second page has those of kubectl and of bash', () => {
  const { blocks } = till.document;
  const commands = blocks.flatMap((block) => block.commands);
  const manifests = [...blocks.filter(({ file }) => file !== undefined), ...commands.flatMap(({ heredoc }) => heredoc ?? [])];
  const objects = manifests.flatMap(({ text }) => parseManifests(text, 'page'));
  const names = new Map([['cellar', 'lane-other']]);
  const spelled = commands.flatMap(
    ({ text }) => /-n[= ]?cellar|--namespace[= ]cellar/.exec(localise(text, new Map()))?.[0] ?? [],
  );
  expect({
    kinds: objects.map(({ kind }) => kind),
    unnamed: objects.filter(isUnnamed).length,
    automount: objects.find(({ kind }) => kind === 'Pod')?.spec.automountServiceAccountToken,
    mode: objects.find(({ kind }) => kind === 'Pod')?.spec.volumes[0].configMap.defaultMode,
    label: objects.find(({ metadata }) => metadata?.name === 'sign')?.metadata?.labels?.open,
    spelled: [...new Set(spelled)].sort(),
    left: commands.filter(({ text }) => /[\s=n]cellar(?=\s|$)/.test(localise(text, names))).length,
    lines: commands.filter(({ heredoc, line, lastLine }) => heredoc === undefined && lastLine > line).length,
    inFront: commands.filter(({ text }) => /--watch|port-forward/.test(text) && staysInFront(text)).length,
    needs: ledger.claims.flatMap(({ needs = [] }) => needs).filter(isImage),
  }).toEqual({
    kinds: [
      ...['ServiceAccount', 'Service', 'Deployment', 'AuthorizationPolicy', 'CustomResourceDefinition', 'Tin'],
      ...['ConfigMap', 'Pod', 'ConfigMap', 'ConfigMap', 'RequestAuthentication'],
    ],
    unnamed: 1,
    automount: false,
    mode: 0o400,
    label: true,
    spelled: ['--namespace cellar', '--namespace=cellar', '-n cellar', '-n=cellar', '-ncellar'],
    left: 0,
    lines: 1,
    inFront: 2,
    needs: ['image moul/grpcbin', 'image moul/grpcbin'],
  });
});

test('a walk knows what to set up, saves each file before it is applied, and meets what is declared', async () => {
  const [ofKitchen, ofTill] = await Promise.all([kitchen, till].map(({ accepted }) => loadCorrections(folder, accepted)));
  expect(ofKitchen?.setUp.map((one) => ('run' in one ? one.run : one.file))).toEqual([
    'make istio-sidecar',
    'fixtures/workloads/teapot.yaml',
  ]);
  const saving = [kitchen, till]
    .flatMap(({ document }) => scriptOf(document))
    .flatMap(({ saves, steps }) => saves.map(({ file }) => [file, steps.find(({ text }) => text.endsWith(`-f ${file}`))?.text]));
  expect(saving).toEqual([
    ['waiters-only.yaml', 'kubectl apply -n kitchen -f waiters-only.yaml'],
    ['till.yaml', 'kubectl apply -f till.yaml'],
    ['ask-everybody.yaml', 'kubectl apply -n=default -f ask-everybody.yaml'],
    ['tins.yaml', 'kubectl apply -f tins.yaml'],
  ]);
  const met = [ofKitchen, ofTill].flatMap((one) => one?.written ?? []);
  expect(met.map(({ kind, claims }) => [kind, ...claims.map((id) => ledger.byId(id).expected)])).toEqual([
    ['promise', 'contradicted'],
    ['fails', 'stale'],
    ['warns', 'stale'],
    ['fails', 'contradicted', 'contradicted'],
  ]);
});

test.for([
  ['closing-the-kitchen', /Connection refused[^]*authn tls-check/, /Connection refused|authn tls-check/],
  ['keeping-the-till', /--cpu-percent[^]*\nset -e\n/, /--cpu-percent|\nset -e\n/],
] as const)('with its errata %s has neither of its faults', ([name, had, has]) => {
  const [before, after] = [asWritten(pageOf(name)), corrected(pageOf(name))].map(({ document }) => document.text);
  expect(before).toMatch(had);
  expect(after).not.toMatch(has);
});

test('a run of it is planned without a cluster', async () => {
  const { stdout } = await execaNode('helpers/ledger/cli.ts', ['list'], { cwd: root, env: { CONTENT: 'docs/example' } });
  expect(stdout).toContain('tea-label-everybody-else-refused');
  expect(stdout).toContain('till-token-who-shows-token');
  expect(stdout).not.toContain('m1-');
});
