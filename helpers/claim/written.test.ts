import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runFolder } from '../settings.ts';
import { MarkdownDocument } from '../documents/document.ts';
import type { Lane } from '../lane/lane.ts';
import type { LoadedClaim, StandingPlace } from '../ledger/loaded.ts';
import type { Lines } from '../readings/lines.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import type { Reading } from '../readings/reading.ts';
import { writtenOf } from './written.ts';

const manifest = 'kubectl apply -f - <<EOF\nkind: Pod\nEOF';
const document = new MarkdownDocument(
  'a.md',
  `\`\`\`bash\nmake up\nmake wait\nmake test\n\`\`\`\n\n\`\`\`bash\n${manifest}\n\`\`\`\n`,
);
const names = new Map([
  ['default', 'mp-lane-1'],
  ['shop', 'mp-lane-1-shop'],
]);
const lane = { namespace: 'mp-lane-1', names } as unknown as Lane;
const asked: string[] = [];
const reader = {
  lines: (command: unknown) => (asked.push(String(command)), {} as Lines),
  runs: (command: string) => (asked.push(command), {} as Reading<CommandOutcome>),
};
const written = (claim: Partial<LoadedClaim>, places: Record<string, StandingPlace> = {}) =>
  writtenOf(claim as LoadedClaim, document, places, lane, reader);

test('a spec names places of the document, and its own words by nothing', () => {
  const { command, manifest } = written({ line: 4 }, { up: { line: 2 }, pod: { line: 9 } });
  expect([command(), command('up')]).toEqual(['make test', 'make up']);
  expect(manifest('pod')).toContain('kind: Pod');
  expect(() => command('down')).toThrow('The ledger of a.md has no place down: use up, pod.');
});

test('words of the claim itself that are gone give nothing else', () => {
  const { command } = written({ id: 'm1-a', line: 4, drifted: { was: 'make tset' } });
  expect(() => command()).toThrow('The spec leans on the words of m1-a. It read “make tset”. Nothing like it is left.');
});

test('a place whose words are gone gives nothing else', () => {
  const { command } = written({ line: 4 }, { up: { line: 2, drifted: { was: 'make uo', now: { line: 2, text: 'make up' } } } });
  expect(() => command('up')).toThrow('The claim leans on the place up. It read “make uo”. Line 2 reads now: “make up”.');
});

test('its text and its diagram are read where the reader has them, with other texts in the lines of places', () => {
  const { lines, diagram } = written({ line: 3 }, { last: { line: 4 } });
  lines('make');
  const { lines: ofDiagram } = diagram({ last: "end\n  it's" });
  ofDiagram('-->');
  const draws = `node_modules/.bin/node helpers/documents/drawMermaid.ts a.md --lines '4-4:end\n  it'\\''s'`;
  expect(asked).toEqual(['cat a.md', `${draws} --groups`, `${draws} --print`]);
});

test('its diagram with the erratum is the document’s own once the erratum is applied', () => {
  const wrong = { line: 3, quote: 'make wait\nmake test', expected: 'contradicted' as const };
  const erratum = { text: 'end\n  C --> LB' };
  asked.length = 0;
  written({ ...wrong, erratum }).diagram('corrected');
  written({ ...wrong, expected: 'verified' }).diagram('corrected');
  const draws = 'node_modules/.bin/node helpers/documents/drawMermaid.ts a.md';
  expect(asked).toEqual([`${draws} --lines '3-4:end\n  C --> LB' --groups`, `${draws} --groups`]);
});

const policy = (metadata: string) => `kind: PeerAuthentication\nmetadata: ${metadata}\n`;
const block = (command: string, yaml: string) => new MarkdownDocument('b.md', `\`\`\`sh\n${command} <<END\n${yaml}END\n\`\`\`\n`);
const writtenIn = (document: MarkdownDocument) => writtenOf({ line: 2 } as LoadedClaim, document, {}, lane, reader).manifest();

test.for(['-n shop', '--namespace shop', '--namespace=shop', '-n=shop', '-n "shop"'])(
  'a manifest is in the namespace of its command: %s',
  (flag) => {
    const local = policy('{ namespace: mp-lane-1-shop, name: strict }');
    expect(writtenIn(block(`kubectl apply ${flag} -f -`, policy('{ name: strict }')))).toBe(local);
    expect(writtenIn(block(`kubectl ${flag} apply -f -`, policy('{ name: strict }')))).toBe(local);
  },
);

test('a manifest without a namespace keeps none, and one of the whole mesh keeps its own', () => {
  expect(writtenIn(block('kubectl apply -f -', policy('{ name: strict }')))).toBe(policy('{ name: strict }'));
  expect(writtenIn(block('kubectl apply -n istio-system -f -', policy('{ name: strict }')))).toBe(
    policy('{ namespace: istio-system, name: strict }'),
  );
});

test('what kubectl refuses before it asks the API server is what its reader sees', () => {
  expect(() => writtenIn(block('kubectl apply -n shop -f -', policy('{ name: strict, namespace: default }')))).toThrow(
    expect.objectContaining({
      name: 'ReaderRefused',
      command: 'kubectl apply -n shop -f -',
      message: `error: the namespace from the provided object "default" does not match the namespace "shop". You must pass '--namespace=default' to perform this operation.`,
    }),
  );
  const job = 'kind: Job\nmetadata: { generateName: call- }\n';
  expect(() => writtenIn(block('kubectl apply -f -', job))).toThrow('error: from call-: cannot use generate name with apply');
  expect(writtenIn(block('kubectl create -f -', job))).toBe(job);
});

test('a here-document of another program names no namespace', () => {
  expect(writtenIn(block('cat -n', policy('{ name: strict }')))).toBe(policy('{ name: strict }'));
});

const page = new MarkdownDocument(
  'c.md',
  `Save this object as \`tea.yaml\`:

\`\`\`yaml
kind: Tea
metadata: { name: pot, namespace: shop }
\`\`\`

\`\`\`console
$ kubectl apply -f ./tea.yaml -n shop
tea/pot created in shop
$ curl http://pot.shop
# no answer
\`\`\`

Create the file \`tea.yaml\` anew:

\`\`\`yaml
kind: Tea
metadata: { name: cup }
\`\`\`

\`\`\`sh
kubectl apply -f tea.yaml -n shop
\`\`\`

The output is:

\`\`\`
http://pot.shop:80 is hot
\`\`\`
`,
);
const places = {
  first: { line: 9 },
  second: { line: 23 },
  curl: { line: 11 },
  pot: { line: 4 },
  cup: { line: 18 },
  hot: { line: 29 },
};
const { command, manifest: manifestAt, output } = writtenOf({ line: 10 } as LoadedClaim, page, places, lane, reader);
afterAll(() => rmSync(runFolder(), { recursive: true, force: true }));

test('a file that the text has saved is there for its command, with the lane’s namespaces', () => {
  const taken = (place: string) => /-f (\S+) -n mp-lane-1-shop$/.exec(command(place))?.[1] ?? '';
  expect(readFileSync(taken('first'), 'utf8')).toBe('kind: Tea\nmetadata: { name: pot, namespace: mp-lane-1-shop }\n');
  expect(readFileSync(taken('second'), 'utf8')).toBe('kind: Tea\nmetadata: { name: cup }\n');
  expect(taken('first')).toContain(join(runFolder(), 'mp-lane-1', 'saved-'));
  expect(command('curl')).toBe('curl http://pot.mp-lane-1-shop');
});

test('a block that is saved is the manifest of the command that takes it', () => {
  expect(manifestAt('pot')).toContain('name: pot, namespace: mp-lane-1-shop');
  expect(manifestAt('cup')).toBe('kind: Tea\nmetadata: { namespace: mp-lane-1-shop, name: cup }\n');
  expect(() => manifestAt('hot')).toThrow('c.md:29: the block feeds no here-document to a command, and is no manifest itself');
});

test('what the text shows below a command, by the command, by its own words, or by the block that is announced', () => {
  expect(output('first')).toBe('tea/pot created in shop');
  expect(output()).toBe('tea/pot created in shop');
  expect(output('second')).toBe('http://pot.mp-lane-1-shop:80 is hot');
  expect(output('hot')).toBe('http://pot.mp-lane-1-shop:80 is hot');
  expect(() => output('curl')).toThrow('c.md:11: the document shows no output there.');
});
