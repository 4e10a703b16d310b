import { expect, test } from 'vitest';
import { agreement, outcomeOf, faultsOfRun } from './outcome.ts';
import type { ClaimEvidence, Evidence, LabCheck } from './schema.ts';

test.each([
  ['verified', 'verified', 'as-expected'],
  ['contradicted', 'verified', 'differs'],
  ['verified', 'undecided', 'undecided'],
  ['inconclusive', 'verified', 'inconclusive'],
  ['not-run', 'verified', 'not-tested'],
  ['editorial', 'editorial', 'not-tested'],
] as const)('%s where the ledger expects %s: %s', (verdict, expected, standing) => {
  expect(agreement({ verdict, expected })).toBe(standing);
});

test.each([
  ['names it', ['our-cluster', 'kiali'], 'kiali', 'not-applicable'],
  ['names another', ['our-cluster'], 'kiali', 'differs'],
  ['names none', undefined, 'kiali', 'differs'],
  ['of an older suite names nothing', undefined, undefined, 'not-applicable'],
])('a need that is not met excuses a claim only where the ledger %s', (_, needs, lacks, standing) => {
  for (const expected of ['verified', 'contradicted', 'undecided', 'not-applicable'] as const)
    expect(agreement({ verdict: 'not-applicable', expected, needs, lacks })).toBe(standing);
});

test('where the need is met, a claim that is expected not to be applicable differs', () => {
  expect(agreement({ verdict: 'verified', expected: 'not-applicable', needs: ['our-cluster'] })).toBe('differs');
});

test('a claim whose erratum does not hold differs', () => {
  const claim = { verdict: 'contradicted', expected: 'contradicted' } as const;
  expect(agreement({ ...claim, erratum: { text: 'so', verdict: 'verified' } })).toBe('as-expected');
  expect(agreement({ ...claim, erratum: { text: 'so', verdict: 'contradicted' } })).toBe('differs');
  expect(agreement({ ...claim, erratum: { text: 'so', verdict: 'not-run' } })).toBe('differs');
  expect(agreement({ ...claim, sameAs: 'm1-a', erratum: { text: 'so', verdict: 'not-run' } })).toBe('as-expected');
});

test('a selected claim that was not run has no result', () => {
  expect(agreement({ verdict: 'not-run', expected: 'verified', selected: true })).toBe('no-result');
});

const claim = (part: Partial<ClaimEvidence> = {}) => ({
  id: 'm1-a',
  verdict: 'verified',
  expected: 'verified',
  selected: true,
  controls: [],
  expectations: [],
  ...part,
});
const check = (holds: boolean) => ({ says: 'nothing reaches outside', holds }) as LabCheck;
const evidenceOf = (claims: object[], run: Partial<Evidence['run']> = {}) =>
  ({ claims, run: { status: 'complete', lab: [], labSelected: 0, ...run } }) as unknown as Evidence;
const ended = (...of: Parameters<typeof evidenceOf>) => outcomeOf(evidenceOf(...of));

test('all as expected passes', () => {
  expect(ended([claim()], { lab: [check(true)], labSelected: 1 })).toMatchObject({ result: 'passed', exit: 0 });
});

test.each([
  ['a verdict differs', [claim({ verdict: 'contradicted' })], {}, 'failed', 1],
  ['a claim taught nothing', [claim({ verdict: 'inconclusive' })], {}, 'failed', 2],
  ['a selected claim has no result', [claim(), claim({ verdict: 'not-run' })], {}, 'failed', 2],
  ['the run was interrupted', [claim()], { status: 'interrupted' }, 'failed', 2],
  ['a check of the lab does not hold', [claim()], { lab: [check(false)], labSelected: 1 }, 'failed', 2],
  ['a check of the lab was not made', [claim()], { labSelected: 1 }, 'failed', 2],
  ['the ledger expects nothing yet', [claim({ expected: 'undecided' })], {}, 'warned', 1],
] as const)('%s', (_, claims, run, result, exit) => {
  expect(ended([...claims], run as Partial<Evidence['run']>)).toMatchObject({ result, exit });
});

test('in a strict run only verified will do', () => {
  const contradicted = claim({ verdict: 'contradicted', expected: 'contradicted' });
  expect(ended([contradicted])).toMatchObject({ exit: 0 });
  expect(ended([contradicted], { strict: true })).toMatchObject({ exit: 1, ids: { differs: ['m1-a'] } });
});

test('what is wrong with the run itself is told beside its claims', () => {
  expect(faultsOfRun(evidenceOf([claim()]))).toEqual([]);
  expect(faultsOfRun(evidenceOf([claim()], { status: 'interrupted', lab: [check(false), check(true)], labSelected: 4 }))).toEqual(
    [
      { name: 'lab: nothing reaches outside', reason: undefined },
      { name: 'lab: all checks', reason: '2 checks of the lab are without a result' },
      { name: 'run: complete', reason: 'the run was interrupted' },
    ],
  );
});

test('what chance may do is summed over all bounds, once for what is measured once', () => {
  const bound = { chance: { model: 'binomial, p = 0.5', n: 40, falseAlarm: 2e-9 } } as ClaimEvidence['controls'][number];
  const drawn = claim({ controls: [bound], expectations: [bound] });
  expect(ended([drawn, { ...drawn, sameAs: 'm1-a' }])).toMatchObject({ result: 'passed', falseAlarm: expect.closeTo(4e-9, 15) });
  const many = Array.from({ length: 300 }, (_, n) => ({ ...drawn, id: `m1-${n}` }));
  expect(ended(many)).toMatchObject({ result: 'failed', exit: 2 });
  expect(faultsOfRun(evidenceOf(many))).toMatchObject([{ name: 'statistics: all bounds' }]);
});
