import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentText, ledgerText } from '../ledger/testing.ts';
import { readSources } from '../ledger/load.ts';
import { readSpecs } from '../ledger/specFiles.ts';
import { changeSince } from './git.ts';
import { plantedRepository } from './testing.ts';
import { touchedBy } from './touched.ts';

const places = `${ledgerText}
places:
  call: { quote: curl http://backend }
`;

const spec = `import { claim } from '#meshproof';

claim('m1-a-curl', async ({ lane, written }) => {
  await lane.world('small');
  await lane.apply('policy.yaml');
  await lane.change(written.command('call'));
});
claim('m1-a-returns', async ({ expect, written }) => {
  await expect(written.lines(/tea/).count).toBe(0);
});
`;

const world = `says: A frontend.
injection: false
workloads:
  - name: frontend
objects: [extra.yaml]
`;

const sound = {
  'specs/claims/a.yaml': places,
  'specs/a/a.spec.ts': spec,
  'specs/a/small.world.yaml': world,
  'specs/a/policy.yaml': 'kind: ConfigMap\n',
  'specs/a/extra.yaml': 'kind: ConfigMap\n',
};

async function touched(changed: Record<string, string>, from = {}): Promise<Record<string, string[]>> {
  await using repository = await plantedRepository({ ...sound, ...from });
  repository.write(changed);
  const [sources, specs] = await Promise.all([readSources(repository.root), readSpecs(repository.root)]);
  return Object.fromEntries(await touchedBy(changeSince(repository.root, 'main'), sources, specs, repository.root));
}

const document = (from: string, to: string) => ({ 'fixtures/documents/a.md': documentText.replace(from, to) });

test.for([
  ['prose', document('# Title\n', '# Title\n\nA word before all.\n'), {}],
  [
    'the words of a claim',
    document('“200”', '“201”'),
    { 'm1-a-returns': ['its words'], 'm1-a-again': ['its words', 'it says what m1-a-returns says'] },
  ],
  ['a place', document('http://backend', 'http://backend -v'), { 'm1-a-curl': ['its words', 'the place call'] }],
  [
    'a line that a spec looks for',
    document('# Title\n', '# Title\n\nSome tea.\n'),
    { 'm1-a-returns': ['it reads the document there'], 'm1-a-again': ['it says what m1-a-returns says'] },
  ],
  ['its row', { 'specs/claims/a.yaml': places.replace('The command works.', 'It does.') }, { 'm1-a-curl': ['its row'] }],
  [
    'a row’s reason alone',
    { 'specs/claims/a.yaml': places.replace('    says: The command works.', '    why: Because.\n    says: The command works.') },
    {},
  ],
  [
    'its world',
    { 'specs/a/small.world.yaml': world.replace('A frontend', 'One') },
    { 'm1-a-curl': ['it leans on specs/a/small.world.yaml'] },
  ],
  ['an object of its world', { 'specs/a/extra.yaml': 'kind: Secret\n' }, { 'm1-a-curl': ['it leans on specs/a/extra.yaml'] }],
  ['what it applies', { 'specs/a/policy.yaml': 'kind: Secret\n' }, { 'm1-a-curl': ['it leans on specs/a/policy.yaml'] }],
  ['another file', { 'notes.txt': 'x' }, {}],
] as const)('%s', async ([, changed, expected]) => {
  expect(await touched(changed)).toEqual(expected);
});

test('a spec that changed touches each of its claims', async () => {
  const { 'm1-a-curl': curl, 'm1-a-returns': returns } = await touched({ 'specs/a/a.spec.ts': `${spec}// more\n` });
  expect([curl, returns]).toEqual([['its spec specs/a/a.spec.ts'], ['its spec specs/a/a.spec.ts']]);
});

test('a file that the text has saved touches the claims of the commands that take it', async () => {
  const page = (kind: string) => `${documentText}
Save this as \`tea.yaml\`:

\`\`\`yaml
kind: ${kind}
\`\`\`

\`\`\`sh
kubectl apply -f tea.yaml
\`\`\`
`;
  const ledger = places.replace('call: { quote: curl http://backend }', 'call: { quote: kubectl apply -f tea.yaml }');
  const files = { 'fixtures/documents/a.md': page('Tea'), 'specs/claims/a.yaml': ledger };
  expect(await touched({ 'fixtures/documents/a.md': page('Cup') }, files)).toEqual({
    'm1-a-curl': ['its command takes tea.yaml'],
  });
});

test('an erratum that is applied touches its claims when it comes and when it goes, and not in between', async () => {
  const ledger = places.replace('sameAs: m1-a-returns\n', 'sameAs: m1-a-returns\n    erratum: { text: This returns 204. }\n');
  const corrected = documentText.replace('This should return a “200” – at once.', 'This returns 204.');
  const after = (from: string, to: string) =>
    touched({ 'fixtures/documents/a.md': to }, { 'fixtures/documents/a.md': from, 'specs/claims/a.yaml': ledger });
  const both = { 'm1-a-returns': ['its erratum'], 'm1-a-again': ['its erratum', 'it says what m1-a-returns says'] };
  expect(await after(documentText, corrected)).toEqual(both);
  expect(await after(corrected, documentText)).toEqual(both);
  expect(await after(corrected, corrected.replace('# Title\n', '# Title\n\nA word before all.\n'))).toEqual({});
});

test('a file that a command of the document names touches the claims of that command', async () => {
  const page = `${documentText}\n\`\`\`sh\nkubectl apply -f samples/tea.yaml\n\`\`\`\n\n\`\`\`sh\n./scripts/pour\n\`\`\`\n`;
  const ledger = places
    .replace('call: { quote: curl http://backend }', 'call: { quote: kubectl apply -f samples/tea.yaml }')
    .replace('quote: at once', 'quote: ./scripts/pour');
  const from = {
    'fixtures/documents/a.md': page,
    'specs/claims/a.accepted.md': page,
    'specs/claims/a.yaml': ledger,
    'samples/tea.yaml': 'kind: Tea\n',
    'scripts/pour': 'kubectl get tea\n',
  };
  const taken = (file: string) => [`its command takes ${file}`];
  expect(await touched({ 'samples/tea.yaml': 'kind: Cup\n' }, from)).toEqual({ 'm1-a-curl': taken('samples/tea.yaml') });
  expect(await touched({ 'scripts/pour': 'kubectl get cup\n' }, from)).toEqual({ 'm1-a-again': taken('scripts/pour') });
  expect(await touched({ 'samples/cup.yaml': 'kind: Cup\n' }, from)).toEqual({});
});

test('a workload’s file that is a link leads to what has changed', async () => {
  await using repository = await plantedRepository({ ...sound, 'samples/tea.yaml': 'kind: Pod\n' });
  symlinkSync('../../samples/tea.yaml', join(repository.root, 'specs/a/frontend.yaml'));
  repository.git('add', '--all');
  repository.git('commit', '--quiet', '--message=link');
  repository.write({ 'samples/tea.yaml': 'kind: Deployment\n' });
  const [sources, specs] = await Promise.all([readSources(repository.root), readSpecs(repository.root)]);
  expect(Object.fromEntries(await touchedBy(changeSince(repository.root, 'main'), sources, specs, repository.root))).toEqual({
    'm1-a-curl': ['it leans on samples/tea.yaml'],
  });
});
