import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import { assemble } from './assemble.ts';
import { fromLedger } from './fromLedger.ts';
import { Journal } from './journal.ts';
import type { ClaimEvidence } from './schema.ts';
import { plantedEnvironment } from './testing.ts';

const row = {
  document: 'fixtures/documents/a.md',
  line: 5,
  quote: 'line 5',
  says: 'It is so.',
  reading: 'literal',
  basis: 'measured',
};
const wrong = { ...row, id: 'm1-a-wrong', expected: 'contradicted', seen: '^404 ' } as LoadedClaim;
const again = { ...row, id: 'm1-a-again', expected: 'contradicted', sameAs: 'm1-a-wrong' } as LoadedClaim;
const corrected = (claim: LoadedClaim, text: string): LoadedClaim => ({
  ...claim,
  ...{ quote: text, says: `As corrected: ${text}`, expected: 'verified', seen: undefined },
  applied: { quote: claim.quote, says: claim.says, expected: claim.expected, seen: claim.seen },
});

/** What is told of m1-a-again after a run that measured m1-a-wrong. */
const toldOfAgain = (claims: LoadedClaim[], verdict: ClaimEvidence['verdict']) => toldOfBoth(claims, verdict, 1)[1];

/** What is told of both claims; so many of them were to be measured. */
function toldOfBoth(claims: LoadedClaim[], verdict: ClaimEvidence['verdict'], count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [measured] = claims as [LoadedClaim];
  const journal = new Journal(folder);
  const selected = claims.map(({ id }) => id);
  const basis = { version: '0.1.0', commit: 'c0ffee', changes: {}, sources: {} };
  const run = {
    runId: 'r-1',
    selection: 'all',
    selected,
    toMeasure: selected.slice(0, count),
    labChecks: 0,
    strict: false,
    basis,
  };
  journal.write({ event: 'run-started', ...run });
  journal.write({ event: 'environment', environment: plantedEnvironment });
  journal.write({ event: 'claim-started', claim: measured.id });
  const evidence = { ...fromLedger(measured), verdict, reason: 'Observed 404.', selected: true } as ClaimEvidence;
  journal.write({ event: 'claim-finished', claim: measured.id, evidence });
  journal.write({ event: 'run-finished' });
  journal.close();
  const ledger: LoadedLedger = { claims, documents: [], byId: (id) => claims.find((one) => one.id === id)! };
  const { run: told, claims: all } = assemble(folder, ledger);
  expect(told.status).toBe('complete');
  return all;
}

test('a claim that repeats another shares its verdict, as written and as corrected', () => {
  expect(toldOfAgain([wrong, again], 'contradicted')).toMatchObject({ verdict: 'contradicted', expected: 'contradicted' });
  expect(toldOfAgain([corrected(wrong, 'a'), corrected(again, 'a')], 'verified')).toMatchObject({
    verdict: 'verified',
    expected: 'verified',
    quote: 'a',
    applied: { quote: 'line 5', says: 'It is so.', expected: 'contradicted', formerly: [] },
  });
});

test('where one of the two is corrected, or each to a text of its own, the other’s run says nothing of it', () => {
  expect(toldOfAgain([wrong, corrected(again, 'a')], 'contradicted')).toMatchObject({
    verdict: 'not-run',
    reason: 'Its erratum is applied, and that of m1-a-wrong, whose spec it shares, is not.',
  });
  expect(toldOfAgain([corrected(wrong, 'a'), again], 'verified')).toMatchObject({ verdict: 'not-run', expected: 'contradicted' });
  expect(toldOfAgain([corrected(wrong, 'a'), corrected(again, 'b')], 'verified')).toMatchObject({ verdict: 'not-run' });
});

test('a claim whose words have changed has drifted, and those that share its spec keep what the spec found', () => {
  const drifted = { was: 'line 5', now: { line: 5, text: 'line five' } };
  const reason =
    'It read “line 5”. Line 5 reads now: “line five”. See whether the claim still holds, and take the new words over: make ledger.';
  expect(toldOfBoth([{ ...wrong, drifted }, again], 'contradicted', 2)).toMatchObject([
    { id: 'm1-a-wrong', verdict: 'drifted', reason },
    { id: 'm1-a-again', verdict: 'contradicted' },
  ]);
  expect(toldOfBoth([wrong, { ...again, drifted }], 'contradicted', 2)).toMatchObject([
    { verdict: 'contradicted' },
    { verdict: 'drifted', reason },
  ]);
});
