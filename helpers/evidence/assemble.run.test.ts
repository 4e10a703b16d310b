import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import type { Verdict } from '../verdict.ts';
import { assemble } from './assemble.ts';
import { fromLedger } from './fromLedger.ts';
import { Journal } from './journal.ts';
import type { ClaimEvidence } from './schema.ts';
import { plantedEnvironment } from './testing.ts';

const entries = ['m1-a', 'm1-again'].map((id) => ({
  id,
  document: 'a.md',
  line: 1,
  quote: 'a',
  says: 'a',
  reading: 'literal',
  expected: 'verified',
  basis: 'measured',
  ...(id === 'm1-again' && { sameAs: 'm1-a' }),
})) as LoadedClaim[];
const ledger: LoadedLedger = { claims: entries, documents: [], byId: (id) => entries.find((one) => one.id === id)! };
const replaces = ['image docker.io/curlimages/curl'];
const standIns = ['curl image', 'OPA image'].map((name) => ({ name, for: 'a', by: 'b', replaces, affects: [] }));
const environment = { ...plantedEnvironment, substitutions: standIns };

/** What is assembled of a run that was started and went on as told: a verdict, or what became of the run. */
function run(turns: (Verdict | 'run-resumed' | 'run-finished' | 'lab-not-applicable')[], labChecks = 0) {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journal = new Journal(folder);
  const basis = { version: '0.1.0', commit: 'c0ffee', changes: { 'specs/a.spec.ts': 'b' }, sources: {} };
  const selected = { selected: ['m1-a'], toMeasure: ['m1-a'], labChecks };
  journal.write({ event: 'run-started', runId: 'r-1', selection: 'all', ...selected, strict: false, basis });
  journal.write({ event: 'environment', environment });
  for (const turn of turns) {
    if (turn === 'lab-not-applicable')
      journal.write({ event: turn, says: 'nothing reaches outside', lacks: 'isolated-network', reason: 'it may' });
    else if (turn === 'run-resumed' || turn === 'run-finished') journal.write({ event: turn });
    else {
      journal.write({ event: 'claim-started', claim: 'm1-a' });
      const told = {
        ...fromLedger(entries[0]!),
        startedAt: '2026-11-22T03:00:00.000Z',
        verdict: turn,
        reason: `${turn}.`,
        used: replaces,
      };
      journal.write({
        event: 'claim-finished',
        claim: 'm1-a',
        evidence: { ...told, substitutions: ['curl image'] } as ClaimEvidence,
      });
    }
  }
  journal.close();
  return assemble(folder, ledger);
}

test('a claim that was measured again keeps what it came to before', () => {
  const { claims } = run(['inconclusive', 'run-resumed', 'contradicted', 'run-finished']);
  const attempts = [{ startedAt: '2026-11-22T03:00:00.000Z', verdict: 'inconclusive', reason: 'inconclusive.' }];
  expect(claims).toMatchObject([
    { id: 'm1-a', verdict: 'contradicted', attempts },
    { id: 'm1-again', verdict: 'contradicted', attempts },
  ]);
});

test('a claim that was measured once has no attempt before', () => {
  expect(run(['verified', 'run-finished']).claims[0]).not.toHaveProperty('attempts');
});

test('the suite is the one that was started, whatever became of the checkout since', () => {
  expect(run(['verified', 'run-finished']).run.suite).toEqual({ version: '0.1.0', commit: 'c0ffee', dirty: true });
});

test('a run that goes on after its end, to measure again what was inconclusive, was not interrupted', () => {
  expect(run(['inconclusive', 'run-finished', 'run-resumed', 'verified', 'run-finished']).run).toMatchObject({
    status: 'complete',
    interruptions: 0,
  });
  expect(run(['inconclusive', 'run-finished', 'run-resumed', 'run-resumed', 'verified', 'run-finished']).run).toMatchObject({
    interruptions: 1,
  });
});

test('a check of the lab that does not apply to this cluster is not missing', () => {
  expect(run(['verified', 'lab-not-applicable', 'run-finished'], 1).run).toMatchObject({ status: 'complete', labSelected: 0 });
  expect(run(['verified', 'run-finished'], 1).run).toMatchObject({ status: 'interrupted', labSelected: 1 });
});

test('a stand-in affects the claims that show it, those of the same words among them, and no other', () => {
  const { run: done, claims } = run(['verified', 'run-finished']);
  expect(done.environment.substitutions.map(({ affects }) => affects)).toEqual([['m1-a', 'm1-again'], []]);
  expect(claims.map(({ used }) => used)).toEqual([replaces, replaces]);
});
