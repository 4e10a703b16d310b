import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { assemble } from '../evidence/assemble.ts';
import type { Basis } from '../evidence/basis.ts';
import { fromLedger } from '../evidence/fromLedger.ts';
import { Journal } from '../evidence/journal.ts';
import type { ClaimEvidence, Environment, LabCheck } from '../evidence/schema.ts';
import { plantedEnvironment } from '../evidence/testing.ts';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import { mergedEvents, partPacks } from './partPacks.ts';

const ids = ['m1-a', 'm1-b', 'm1-c'];
const entries = ids.map((id) => ({
  ...{ id, document: 'a.md', line: 1, quote: 'a', says: 'a', reading: 'literal', expected: 'verified', basis: 'measured' },
})) as LoadedClaim[];
const ledger: LoadedLedger = { claims: entries, documents: [], byId: (id) => entries.find((one) => one.id === id)! };
const basis: Basis = { version: '0.1.0', commit: 'c0ffee', changes: {}, sources: {} };

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

interface Made {
  measures?: string[];
  of?: number;
  whole?: string;
  basis?: Basis;
  environment?: Partial<Environment>;
  holds?: boolean;
  ends?: boolean;
  strict?: boolean;
}

/** Leaves the pack of a part. The lab has one check. */
function make(part: number, made: Made = {}): string {
  const { measures = part === 1 ? ['m1-a'] : ['m1-b', 'm1-c'], of = 2, whole = 'all', holds = true, ends = true } = made;
  const pack = join(folder, `part-${part}-${of}`);
  mkdirSync(pack);
  const journal = new Journal(pack);
  journal.write({
    ...{ event: 'run-started', runId: `r-${part}`, selection: `part ${part} of ${of}`, selected: ids, toMeasure: measures },
    ...{ labChecks: 1, strict: made.strict ?? false, basis: made.basis ?? basis, shard: { part, of, whole } },
  });
  const environment = { ...plantedEnvironment, clusterUid: `u-${part}`, ...made.environment };
  journal.write({ event: 'environment', environment });
  const check = {
    ...{ says: 'DNS answers', spec: 'a', holds, reason: 'a', startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1 },
  };
  const told = { ...check, controls: [], changes: [], expectations: [], observations: [] } satisfies LabCheck;
  journal.write({ event: 'lab-checked', check: told });
  for (const claim of measures) {
    journal.write({ event: 'claim-started', claim });
    const entry = entries.find(({ id }) => id === claim)!;
    const evidence = { ...fromLedger(entry), startedAt: '2026-01-01T00:00:00.000Z', verdict: 'verified', reason: 'Seen.' };
    journal.write({ event: 'claim-finished', claim, evidence: evidence as ClaimEvidence });
  }
  if (ends) journal.write({ event: 'run-finished' });
  journal.close();
  writeFileSync(join(pack, 'evidence.json'), JSON.stringify(assemble(pack, ledger)));
  return pack;
}

const intact = async () => [];

async function merged() {
  const whole = join(folder, 'whole');
  const events = mergedEvents(await partPacks(folder, intact), 'r-whole');
  mkdirSync(whole);
  writeFileSync(join(whole, 'journal.jsonl'), events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  return assemble(whole, ledger);
}

test('two parts make one whole run, which names them', async () => {
  make(1);
  make(2);
  const { run, claims, summary } = await merged();
  expect(run).toMatchObject({ id: 'r-whole', selection: 'all', status: 'complete', interruptions: 0, labSelected: 1 });
  expect(run.parts).toMatchObject([
    { id: 'r-1', clusterUid: 'u-1', claims: 1, evidence: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { id: 'r-2', clusterUid: 'u-2', claims: 2 },
  ]);
  expect(claims.map(({ id, verdict, selected }) => [id, verdict, selected])).toEqual(ids.map((id) => [id, 'verified', true]));
  expect(summary.verified).toBe(3);
});

test('one part alone is complete, and leaves the claims of the others aside', () => {
  const { run, claims } = assemble(make(1), ledger);
  expect(run).toMatchObject({ selection: 'part 1 of 2', status: 'complete' });
  expect(run).not.toHaveProperty('parts');
  expect(claims.map(({ verdict, selected }) => [verdict, selected])).toEqual([
    ['verified', true],
    ['not-run', false],
    ['not-run', false],
  ]);
});

test('a part that did not end leaves the whole without an end', async () => {
  make(1, { ends: false });
  make(2);
  expect((await merged()).run).toMatchObject({ status: 'interrupted', interruptions: 1 });
});

test.for([1, 2])('a check of the lab that does not hold in part %i does not hold', async (bad) => {
  make(1, { holds: bad !== 1 });
  make(2, { holds: bad !== 2 });
  expect((await merged()).run.lab).toMatchObject([{ says: 'DNS answers', holds: false }]);
});

test.for([
  ['another commit', { basis: { ...basis, commit: 'beef' } }, 'the commit was c0ffee, is beef'],
  ['another selection', { whole: 'm1-*' }, 'of 2 parts, all, and of 2 parts, m1-*'],
  ['another number of parts', { of: 3 }, 'of 2 parts, all, and of 3 parts, all'],
  ['STRICT=1', { strict: true }, 'of 2 parts, all, and of 2 parts, all, STRICT=1'],
  ['another Istio', { environment: { istio: '1.30.4' } }, 'istio was 1.31.0, is 1.30.4'],
  ['another provider', { environment: { provider: 'kind' } }, 'the provider was embedded, is kind'],
] as const)('a part of %s is of another run', async ([, made, says]) => {
  make(1);
  make(2, made);
  await expect(partPacks(folder, intact)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringMatching(`part-1-2 and .*are no parts of one run: ${says.replaceAll('*', '\\*')}`),
  });
});

test('a part that is missing, or there twice, is named', async () => {
  make(1);
  await expect(partPacks(folder, intact)).rejects.toThrow(
    'part 2 of 2: no pack of it is there. Put it there; make verify SHARD=2/2 makes it.',
  );
  mkdirSync(join(folder, 'again'));
  const before = folder;
  folder = join(folder, 'again');
  make(1);
  await expect(partPacks(before, intact)).rejects.toThrow('part 1 of 2 is there more than once');
});

test('a pack that was altered, has links in it, or is no part, is named', async () => {
  make(1);
  const other = make(2);
  await expect(partPacks(folder, async (pack) => (pack === other ? ['evidence.json: altered'] : []))).rejects.toThrow(
    `${other} is not as its run left it: evidence.json: altered`,
  );
  symlinkSync('/etc/passwd', join(other, 'raw/link'));
  await expect(partPacks(folder, intact)).rejects.toThrow('it is a link');
  rmSync(other, { recursive: true });
  const whole = join(folder, 'whole');
  const journal = new Journal(whole);
  const start = { runId: 'r', selection: 'all', selected: ids, toMeasure: ids, labChecks: 0, strict: false, basis };
  journal.write({ event: 'run-started', ...start });
  journal.write({ event: 'environment', environment: plantedEnvironment });
  journal.close();
  writeFileSync(join(whole, 'evidence.json'), JSON.stringify(assemble(whole, ledger)));
  await expect(partPacks(folder, intact)).rejects.toThrow(`${whole} is no part of a run`);
});
