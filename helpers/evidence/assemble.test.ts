import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fromLedger } from './fromLedger.ts';
import { MarkdownDocument } from '../documents/document.ts';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import { verdicts } from '../verdict.ts';
import { assemble } from './assemble.ts';
import { Journal } from './journal.ts';
import { evidenceSchema, type ClaimEvidence, type Environment } from './schema.ts';
import { plantedEnvironment } from './testing.ts';

const entry = (id: string, line: number, part: Partial<LoadedClaim> = {}): LoadedClaim => ({
  id,
  line,
  quote: `line ${line}`,
  says: `says line ${line}`,
  reading: 'literal',
  expected: 'verified',
  basis: 'predicted',
  document: 'fixtures/documents/a.md',
  ledgerFile: 'specs/claims/a.yaml',
  ledgerLine: line,
  ...part,
});

const entries = [
  entry('m1-a-curl', 1, { erratum: { text: 'curl -s' }, supports: ['NIST SC-8'] }),
  entry('m1-a-again', 2, { sameAs: 'm1-a-curl', erratum: { text: 'curl -sS' } }),
  entry('m1-a-once-more', 2, { sameAs: 'm1-a-curl', erratum: { text: 'curl -s' } }),
  entry('m1-a-opinion', 3, { expected: 'editorial', why: 'an opinion on speed' }),
  entry('m1-a-opinion-again', 4, { expected: 'editorial', sameAs: 'm1-a-opinion' }),
  entry('m1-a-later', 5),
  entry('m1-a-wrong', 5, { expected: 'contradicted', seen: '^404 ' }),
  entry('m1-a-wrong-again', 5, { expected: 'contradicted', sameAs: 'm1-a-wrong' }),
];

const document = new MarkdownDocument('fixtures/documents/a.md', 'line 1\n\nline 2\n\nline 3\n\nline 4\n\nline 5\n');

const ledger: LoadedLedger = {
  claims: entries,
  documents: [
    {
      ledgerFile: 'specs/claims/a.yaml',
      document,
      accepted: document,
      places: {},
      namespaces: { default: 'lane' },
      fresh: [],
      faults: [],
      coverage: { claimed: document.passages.slice(0, 4), editorial: [], unclassified: document.passages.slice(4) },
      errata: [],
      conflicts: [],
      lines: [1, 2, 3, 4, 5],
    },
  ],
  byId: (id) => entries.find((one) => one.id === id) as LoadedClaim,
};

const environment: Environment = { ...plantedEnvironment, proxy: 'envoy 1.39', networkPolicy: 'kube-network-policies' };

const evidence = (id: string, part: Partial<ClaimEvidence> = {}): ClaimEvidence => ({
  ...fromLedger(ledger.byId(id)),
  selected: true,
  verdict: 'verified',
  reason: 'Observed 200; 1 control agreed.',
  spec: 'specs/module-1/ex1/a.spec.ts',
  world: 'plain',
  startedAt: '2026-11-22T04:00:00.000Z',
  durationMs: 1200,
  waitingMs: 1100,
  settledMs: 500,
  controls: [],
  changes: [],
  expectations: [],
  observations: [],
  witnesses: ['client', 'app-log'],
  used: [],
  substitutions: [],
  erratum: { text: 'curl -s', verdict: 'contradicted' },
  ...part,
});

/** A pack whose journal was written by `write`, and what is assembled from it. */
function assembled(write: (journal: Journal) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const journal = new Journal(folder);
  write(journal);
  journal.close();
  const result = assemble(folder, ledger);
  return { ...result, claim: (id: string) => result.claims.find((one) => one.id === id) as ClaimEvidence };
}

const basis = { version: '0.1.0', commit: 'c0ffee', changes: {}, sources: {} };
const started = (journal: Journal, toMeasure = ['m1-a-curl'], labChecks = 0) => {
  const selected = entries.map(({ id }) => id);
  journal.write({ event: 'run-started', runId: 'r-1', selection: 'all', selected, toMeasure, labChecks, strict: false, basis });
  journal.write({ event: 'environment', environment });
};
const begins = (journal: Journal, id: string) => journal.write({ event: 'claim-started', claim: id });
const proves = (journal: Journal, id: string, part?: Partial<ClaimEvidence>) => {
  begins(journal, id);
  journal.write({ event: 'claim-finished', claim: id, evidence: evidence(id, part) });
};
const resumes = (journal: Journal) => {
  journal.write({ event: 'run-resumed' });
  journal.write({ event: 'environment', environment: { ...environment, clusterUid: 'u-2' } });
};
const ends = (journal: Journal) => journal.write({ event: 'run-finished' });

const whole = (journal: Journal) => {
  started(journal);
  proves(journal, 'm1-a-curl');
  ends(journal);
};

test('a whole run is complete, and valid by the schema', () => {
  const { claim: _claim, ...result } = assembled(whole);
  expect(() => evidenceSchema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  expect(result.run).toMatchObject({
    id: 'r-1',
    selection: 'all',
    status: 'complete',
    interruptions: 0,
    environment,
    redactions: [],
  });
  expect(result.documents).toMatchObject([
    { path: 'fixtures/documents/a.md', coverage: { claimed: 4, editorial: 0, unclassified: 1 } },
  ]);
  expect(result.claims.map(({ id }) => id)).toEqual(entries.map(({ id }) => id));
});

test('every verdict is counted, and every claim once', () => {
  const { summary } = assembled(whole);
  expect(Object.keys(summary)).toEqual([...verdicts]);
  expect(summary).toMatchObject({ verified: 3, editorial: 2, 'not-run': 3, contradicted: 0 });
});

test('what a claim came to is its last result', () => {
  const { claim } = assembled((journal) => {
    started(journal);
    proves(journal, 'm1-a-curl', { verdict: 'inconclusive' });
    proves(journal, 'm1-a-curl', { verdict: 'contradicted' });
    ends(journal);
  });
  expect(claim('m1-a-curl').verdict).toBe('contradicted');
});

test('a claim that says the same as another has its result and its own place in the text', () => {
  const { claim } = assembled(whole);
  expect(claim('m1-a-again')).toMatchObject({
    line: 2,
    quote: 'line 2',
    sameAs: 'm1-a-curl',
    verdict: 'verified',
    reason: 'Says the same as m1-a-curl. Observed 200; 1 control agreed.',
    spec: 'specs/module-1/ex1/a.spec.ts',
    witnesses: ['client', 'app-log'],
    erratum: { text: 'curl -sS', verdict: 'not-run' },
    reproduce: "make verify CLAIMS='m1-a-curl' KEEP=1",
    supports: [],
  });
});

test('the verdict of an erratum is borrowed for the same text only', () => {
  const { claim } = assembled(whole);
  expect(claim('m1-a-once-more').erratum).toEqual({ text: 'curl -s', verdict: 'contradicted' });
  expect(claim('m1-a-again').erratum).toEqual({ text: 'curl -sS', verdict: 'not-run' });
});

test('evidence keeps what had to be seen, also of a claim that repeats another', () => {
  const { claim } = assembled((journal) => {
    started(journal);
    begins(journal, 'm1-a-wrong');
    const own = { ...evidence('m1-a-wrong'), erratum: undefined };
    journal.write({ event: 'claim-finished', claim: 'm1-a-wrong', evidence: own });
    ends(journal);
  });
  expect(claim('m1-a-wrong').seen).toEqual(['^404 ']);
  expect(claim('m1-a-wrong-again').seen).toEqual(['^404 ']);
  expect(claim('m1-a-curl').seen).toBeUndefined();
});

test('an opinion is editorial, and so is what repeats it', () => {
  const { claim } = assembled(whole);
  expect(claim('m1-a-opinion')).toMatchObject({ verdict: 'editorial', reason: 'an opinion on speed' });
  expect(claim('m1-a-opinion-again')).toMatchObject({ verdict: 'editorial' });
});

test('a claim without a result was not run, and says why', () => {
  const { claim } = assembled((journal) => {
    started(journal);
    begins(journal, 'm1-a-curl');
  });
  expect(claim('m1-a-later')).toMatchObject({ verdict: 'not-run', reason: expect.stringContaining('Not selected') as string });
  const interrupted = expect.stringContaining('ended in the middle of this claim') as string;
  expect(claim('m1-a-curl')).toMatchObject({ verdict: 'not-run', reason: interrupted, erratum: { verdict: 'not-run' } });
  expect(claim('m1-a-again')).toMatchObject({ verdict: 'not-run', reason: interrupted });
});

test('a run that never ended was interrupted', () => {
  const { run, claim } = assembled((journal) => {
    started(journal);
    proves(journal, 'm1-a-curl');
    begins(journal, 'm1-a-later');
  });
  expect(run).toMatchObject({ status: 'interrupted', interruptions: 1 });
  expect(claim('m1-a-curl').verdict).toBe('verified');
});

test('a run whose runner was killed is not complete, and the claims without a result are named as selected', () => {
  const { run, claim } = assembled((journal) => {
    started(journal, ['m1-a-curl', 'm1-a-again', 'm1-a-later']);
    proves(journal, 'm1-a-curl');
    ends(journal);
  });
  expect(run).toMatchObject({ status: 'interrupted' });
  expect(claim('m1-a-curl')).toMatchObject({ selected: true, verdict: 'verified' });
  expect(claim('m1-a-later')).toMatchObject({ selected: true, verdict: 'not-run' });
  expect(claim('m1-a-later').reason).toBe('Selected, but the run ended before this claim began.');
  expect(claim('m1-a-opinion')).toMatchObject({ selected: false });
});

test('a run that lacks a check of the lab is not complete', () => {
  const { run } = assembled((journal) => {
    started(journal, ['m1-a-curl'], 1);
    proves(journal, 'm1-a-curl');
    ends(journal);
  });
  expect(run).toMatchObject({ status: 'interrupted', labSelected: 1, lab: [] });
});

test('a run that was resumed and ended is complete, with one interruption, where it ran last', () => {
  const { run } = assembled((journal) => {
    started(journal);
    begins(journal, 'm1-a-curl');
    resumes(journal);
    proves(journal, 'm1-a-curl');
    ends(journal);
  });
  expect(run).toMatchObject({ status: 'complete', interruptions: 1, environment: { clusterUid: 'u-2' } });
});

test('a run that was resumed and interrupted again has two interruptions', () => {
  const { run } = assembled((journal) => {
    started(journal);
    begins(journal, 'm1-a-curl');
    resumes(journal);
    begins(journal, 'm1-a-curl');
  });
  expect(run).toMatchObject({ status: 'interrupted', interruptions: 2 });
});

test('redactions are summed by kind', () => {
  const { run } = assembled((journal) => {
    started(journal);
    journal.write({ event: 'redacted', what: 'private key', count: 1 });
    journal.write({ event: 'redacted', what: 'JSON web token', count: 2 });
    journal.write({ event: 'redacted', what: 'private key', count: 2 });
    ends(journal);
  });
  expect(run.redactions).toEqual([
    { what: 'private key', count: 3 },
    { what: 'JSON web token', count: 2 },
  ]);
});

test('a journal that does not say what was started tells no run', () => {
  expect(() => assembled((journal) => begins(journal, 'm1-a-curl'))).toThrow('no run can be told from it');
});
