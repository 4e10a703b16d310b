import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { forTerminal } from '../cluster/host/forTerminal.ts';
import { requirePlain, UnfitFile } from '../cluster/host/regularFile.ts';
import { UsageError } from '../cluster/host/errors.ts';
import { yamlDocuments, yamlValue } from '../cluster/host/yaml.ts';
import { Bounded, outputLimit, TooLong } from '../helpers/bounded.ts';
import { evidenceText, journalText, rawFile } from '../helpers/evidence/packFiles.ts';
import { mendJournal } from '../helpers/evidence/journal.ts';
import { parseManifests } from '../helpers/kube/yaml.ts';
import { localiseManifests } from '../helpers/lane/localiseManifests.ts';
import { parseLedger } from '../helpers/ledger/yaml.ts';
import { readersVariables } from '../helpers/readings/command/readersVariables.ts';
import { runApart } from '../helpers/starter/starter.ts';
import { renderPage } from './formats/html/page.ts';
import { loadPack, type Pack } from './pack/load.ts';
import { main as verifyPack } from './pack/verify-pack.mjs';
import { words } from './testing/hostile.ts';
import { hostileEvidence, hostileYaml, irregular } from './testing/hostileInput.ts';
import { writeSample } from './testing/sample.ts';
import { temporaryFolder } from './testing/temporary.ts';

/** Cases that ran, by what they are about. fast-check has them from a seed, so that the number is the same each time. */
const ran = new Map<string, number>();
const least = 500;

function cases<T>(about: string, numRuns: number, arbitrary: fc.Arbitrary<T>, holds: (one: T) => unknown, seconds = 300): void {
  test(about, { timeout: seconds * 1000 }, async () => {
    const counted = async (one: T) => {
      ran.set(about, (ran.get(about) ?? 0) + 1);
      await holds(one);
    };
    await fc.assert(fc.asyncProperty(arbitrary, counted), { numRuns, seed: 20, endOnFailure: true });
  });
}

const folder = await temporaryFolder();
let pack: Pack;
beforeAll(async () => {
  await writeSample(join(folder, 'sample'));
  pack = await loadPack(join(folder, 'sample'));
});
afterAll(() => {
  const all = [...ran.values()].reduce((sum, count) => sum + count, 0);
  process.stdout.write(`hostile input: ${all} cases: ${[...ran].map(([about, count]) => `${count} ${about}`).join('; ')}\n`);
  expect(all).toBeGreaterThanOrEqual(least);
});

/** What came of it, or the refusal; any other error is a fault. */
function outcome<T>(work: () => T): T | UsageError {
  try {
    return work();
  } catch (error) {
    if (error instanceof UsageError) return error;
    throw error;
  }
}

cases('YAML texts, refused by name or read, by each reader', 160, hostileYaml, (text) => {
  const started = performance.now();
  const read = [
    outcome(() => yamlDocuments(text, 'theirs.yaml')),
    outcome(() => yamlValue(text, 'theirs.yaml')),
    outcome(() => parseLedger('theirs.yaml', text).problems.length),
    outcome(() => localiseManifests(text, new Map([['default', 'lane']]))),
  ];
  for (const one of read) if (one instanceof UsageError) expect(one.message).toMatch(/^(theirs\.yaml|a manifest) is /);
  // without bounds it is a minute; the machine may be busy
  expect(performance.now() - started).toBeLessThan(20_000);
  expect(({} as { polluted?: number }).polluted).toBeUndefined();
});

cases('manifests, refused by name or read', 40, hostileYaml, (text) => {
  try {
    parseManifests(text, 'theirs.yaml');
  } catch (error) {
    expect((error as Error).message).toMatch(/^theirs\.yaml/);
  }
});

const outside = join(folder, 'outside');
const placed = fc.tuple(irregular, fc.constantFrom('evidence.json', 'journal.jsonl', 'raw/aa', 'raw/bb', 'index.html'));

/** A pack with one entry that is no file of a pack. */
function packWith(kind: string, path: string): string {
  const dir = join(folder, 'theirs');
  rmSync(dir, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(join(dir, 'raw'), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, 'mine'), 'mine');
  for (const name of ['evidence.json', 'journal.jsonl', 'raw/aa', 'raw/bb']) writeFileSync(join(dir, name), '{}');
  const at = join(dir, path);
  rmSync(at, { force: true });
  if (kind === 'pipe') execFileSync('mkfifo', [at]);
  else if (kind === 'huge') {
    writeFileSync(at, '');
    truncateSync(at, 300 * 1024 ** 3);
  } else if (kind === 'folder-link') {
    rmSync(join(dir, 'raw'), { recursive: true });
    symlinkSync(outside, join(dir, 'raw'));
  } else symlinkSync({ link: join(outside, 'mine'), 'device-link': '/dev/zero', loop: at }[kind] ?? at, at);
  return dir;
}

cases('packs with pipes, links, devices and sparse files', 90, placed, async ([kind, path]) => {
  const dir = packWith(kind, path);
  const readers = [
    () => evidenceText(dir),
    () => journalText(dir),
    () => rawFile(dir, 'aa', 1000),
    () => rawFile(dir, 'bb', 1000),
  ];
  for (const read of readers)
    try {
      expect(read()).toHaveLength(2);
    } catch (error) {
      expect(error instanceof UnfitFile || ['ENOENT', 'ELOOP'].includes(String((error as NodeJS.ErrnoException).code))).toBe(
        true,
      );
    }
  if (kind !== 'huge') {
    expect(() => requirePlain(dir)).toThrow(UnfitFile);
    // going on with somebody's run removes what its journal does not name
    expect(() => mendJournal(dir)).toThrow();
  }
  expect(readFileSync(join(outside, 'mine'), 'utf8')).toBe('mine');
});

// eslint-disable-next-line no-control-regex -- it is what must not be there
const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|^\s*::|##\[/m;

cases('texts for a terminal', 120, words, (text) => expect(forTerminal(text)).not.toMatch(obeyed));

const fileName = words.filter(
  (name) => name.isWellFormed() && !/[/\0]/.test(name) && Buffer.byteLength(name) < 200 && !['', '.', '..'].includes(name),
);

cases('names of files in a pack that is verified', 40, fileName, async (name) => {
  const dir = join(folder, 'named');
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(dir);
  writeFileSync(join(dir, name), '');
  writeFileSync(join(dir, 'SHA256SUMS'), '');
  const printed: string[] = [];
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  const status = await verifyPack([dir]).finally(() => spy.mockRestore());
  expect(status).toBe(1);
  expect(printed.join('')).not.toMatch(obeyed);
  expect(printed.join('').split('\n')[0]).toMatch(/: \d problems?$/);
});

cases(
  'pages',
  30,
  fc.constant(undefined).chain(() => hostileEvidence(pack.evidence)),
  async (evidence) => {
    const page = await renderPage({ ...pack, evidence });
    expect(page).toContain('x-evil');
    expect(page).not.toMatch(/<\/?x-evil/);
    expect(page).not.toMatch(/<script>alert|<img src=x/);
  },
);

const secret = 'not-for-documents';
const environment = fc.dictionary(
  fc.oneof(
    fc.constantFrom('GITHUB_TOKEN', 'PATH', 'HOME', 'HTTPS_PROXY', '__proto__', 'LD_PRELOAD', 'BASH_ENV'),
    fc.string({ maxLength: 12 }),
  ),
  fc.constantFrom(secret, `https://user:${secret}@proxy.example`),
);

cases('environments of a program whose documents have commands', 100, environment, (variables) => {
  const seen = readersVariables(variables);
  for (const name of Object.keys(seen)) expect(name).not.toMatch(/TOKEN|SECRET|KEY|PASSWORD|LD_|BASH_|NODE_|^GIT|^CI|^MESHPROOF/);
  expect(Object.values(seen).join()).not.toContain(`:${secret}@`);
});

const chunks = fc.array(fc.integer({ min: 0, max: 4 * 1024 ** 2 }), { maxLength: 25 });

cases('outputs of up to 100 MB', 40, chunks, (sizes) => {
  const all = new Bounded('theirs');
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const push = () => sizes.forEach((size) => all.push(Buffer.alloc(size)));
  if (total > outputLimit) expect(push).toThrow(TooLong);
  else {
    push();
    expect(all.bytes()).toHaveLength(total);
  }
});

const flood = fc.constantFrom(
  'yes',
  'cat /dev/zero',
  'head -c 100000000 /dev/urandom',
  'yes >&2',
  String.raw`printf '\377\376\033]0;x\007'`,
);

cases('commands that flood, or print what is no UTF-8', 8, flood, async (command) => {
  const { stdout, stderr, isMaxBuffer } = await runApart('timeout', ['60', 'bash', '-c', command]);
  expect(stdout.length + stderr.length).toBeLessThanOrEqual(2 * outputLimit);
  expect(isMaxBuffer).toBe(!command.startsWith('printf'));
});
