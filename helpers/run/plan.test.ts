import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { basisOf, type Basis } from '../evidence/basis.ts';
import { Journal } from '../evidence/journal.ts';
import type { ClaimEvidence, Environment } from '../evidence/schema.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { Verdict } from '../verdict.ts';
import type { RunOptions } from './options.ts';
import { measurable, planRun, requireSame, requireStanding } from './plan.ts';

// The ledger and every spec are read.
vi.setConfig({ testTimeout: 60_000 });

const [curl, denied] = ['m1-ex7-allowed-200', 'm1-ex7-denied-403'];
const now = basisOf(await loadLedger());
const environment = { clusterUid: 'u-1', kubernetes: '1.36.3', components: [] } as unknown as Environment;

function interrupted(basis: Basis | undefined, verdicts: Record<string, Verdict>): RunOptions {
  const pack = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(pack, { recursive: true }));
  const journal = new Journal(pack);
  const selected = [curl, denied];
  const started = { runId: 'r-1', selection: 'two', selected, toMeasure: selected, labChecks: 0, strict: false };
  journal.write({ event: 'run-started', ...started, basis: basis as Basis });
  journal.write({ event: 'environment', environment });
  for (const [claim, verdict] of Object.entries(verdicts))
    journal.write({ event: 'claim-finished', claim, evidence: { id: claim, verdict } as ClaimEvidence });
  journal.close();
  return {
    claims: undefined,
    set: undefined,
    doc: undefined,
    keep: false,
    asIs: false,
    strict: false,
    shuffle: undefined,
    shard: undefined,
    resume: pack,
  };
}

test('a run goes on with what has no verdict yet', async () => {
  expect((await planRun(interrupted(now, { [curl]: 'verified' }))).claims).toEqual([denied]);
});

test('an inconclusive claim has none: it is measured again', async () => {
  expect((await planRun(interrupted(now, { [curl]: 'inconclusive', [denied]: 'contradicted' }))).claims).toEqual([curl]);
});

test.each([
  ['another commit', { ...now, commit: 'c0ffee' }, 'the commit was c0ffee, is '],
  ['another spec', { ...now, changes: { ...now.changes, 'specs/x.spec.ts': 'a' } }, 'specs/x.spec.ts has changed'],
  ['another ledger', { ...now, sources: { ...now.sources, 'specs/claims/module-1.yaml': 'a' } }, 'module-1.yaml has changed'],
  ['nothing known', undefined, 'its journal does not say with what it was measured'],
])('a run that was measured with %s is not gone on with', async (_, basis, named) => {
  const resumed = planRun(interrupted(basis, {}));
  await expect(resumed).rejects.toMatchObject({ name: 'UsageError', message: expect.stringContaining(named) as string });
  await expect(resumed).rejects.toThrow('RESUME=');
});

test('nor one of another cluster', () => {
  const plan = { pack: 'out/r-1', cluster: environment };
  expect(() => requireSame(plan, environment)).not.toThrow();
  expect(() => requireSame(plan, { ...environment, clusterUid: 'u-2' })).toThrow(
    'RESUME=out/r-1: it was measured elsewhere: the cluster was u-1, is u-2.',
  );
  expect(() => requireSame({ pack: 'out/r-1', cluster: undefined }, environment)).not.toThrow();
});

test('where no cluster stands, ours is gone for good; one of others may only be unknown here', () => {
  const on = (provider: string) => requireStanding({ pack: 'out/r-1', cluster: { ...environment, provider } });
  expect(() => on('embedded')).toThrow('RESUME=out/r-1: its cluster (u-1) is gone; run again without RESUME.');
  expect(() => on('existing')).not.toThrow();
  expect(() => requireStanding({ pack: 'out/r-1', cluster: undefined })).not.toThrow();
});

test('a claim that repeats another is measured with it, unless only one of the two is corrected in the document', () => {
  const applied = { quote: 'a', says: 'a', expected: 'contradicted' as const, seen: undefined };
  const claims = [
    { id: 'm1-a', says: 'a' },
    { id: 'm1-b', says: 'b', sameAs: 'm1-a' },
    { id: 'm1-c', says: 'c', sameAs: 'm1-a', applied },
    { id: 'm1-d', says: 'd' },
  ] as LoadedClaim[];
  const byId = (id: string) => claims.find((one) => one.id === id)!;
  const ids = claims.map(({ id }) => id);
  expect(measurable(ids, { byId }, new Map([['m1-a', 'a.spec.ts']]))).toEqual(['m1-a', 'm1-b']);
});

test('the parts of a run measure each claim once, and a claim that repeats another with it', async () => {
  const options = { ...interrupted(now, {}), resume: undefined };
  const whole = await planRun(options);
  const parts = await Promise.all([1, 2, 3].map((part) => planRun({ ...options, shard: { part, of: 3 } })));
  const sorted = (of: (plan: typeof whole) => string[]) => parts.flatMap(of).sort();
  expect(sorted(({ claims }) => claims)).toEqual([...whole.claims].sort());
  expect(sorted(({ specs }) => specs)).toEqual([...whole.specs].sort());
  expect(sorted(({ toMeasure }) => toMeasure)).toEqual([...whole.toMeasure].sort());
  expect(parts.map(({ selection, lab }) => [selection, lab.checks])).toEqual(
    [1, 2, 3].map((part) => [`part ${part} of 3 of all claims`, whole.lab.checks]),
  );
  const most = Math.max(...parts.map(({ claims }) => claims.length));
  expect(Math.min(...parts.map(({ claims }) => claims.length))).toBeGreaterThan(most / 2);
});
