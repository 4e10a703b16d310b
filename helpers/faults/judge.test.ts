import { expect, test } from 'vitest';
import { isWhole, lies, resumed, wrongEnding } from './judge.ts';
import { faults } from './table.ts';
import { plantedClaims, plantedExpected, plantedRan } from './testing.ts';

const told = (given?: Parameters<typeof plantedRan>[0]) => lies(plantedRan(given), plantedClaims, plantedExpected);
const failed = { exit: 2, attested: 'FAILED' } as const;

test('a run that came out as the ledger expects is honest', () => {
  expect(told()).toEqual([]);
  expect(isWhole(plantedRan(), plantedClaims, plantedExpected)).toBe(true);
});

test.each([
  ['a claim is inconclusive', { ...failed, a: 'inconclusive' }],
  ['a claim has no result', { ...failed, b: 'not-run', erratum: 'not-run' }],
  ['an erratum was not tested', { ...failed, erratum: 'not-run' }],
  [
    'the run was killed, and what it had begun to write is cut',
    { exit: undefined, attested: undefined, problems: ['SHA256SUMS: x'] },
  ],
  ['there is no pack', { exit: 2, attested: undefined, evidence: undefined, output: 'no disk', problems: ['there is no pack'] }],
  ['the test runner was killed after its last claim', { exit: 2, attested: 'PASSED' }],
] as const)('a run that says so is honest: %s', (_what, given) => {
  expect(told(given)).toEqual([]);
});

test.each([
  ['another verdict', { ...failed, exit: 1, b: 'verified' }, ['claim m1-b is verified, and the ledger expects contradicted']],
  [
    'a verdict of a claim that is true',
    { ...failed, a: 'contradicted' },
    ['claim m1-a is contradicted, and the ledger expects verified'],
  ],
  [
    'a need that is said not to be met',
    { ...failed, a: 'not-applicable' },
    ['claim m1-a is not-applicable, and the ledger expects verified'],
  ],
  ['an erratum that is said not to hold', { ...failed, erratum: 'contradicted' }, ['the erratum of claim m1-b is contradicted']],
] as const)('a wrong verdict is a lie, however the run ends: %s', (_what, given, says) => {
  expect(told(given)).toEqual(says);
});

test('a wrong verdict in the journal is a lie, also where no evidence was made of it', () => {
  const ran = plantedRan({ ...failed, a: 'contradicted', evidence: undefined, attested: undefined, output: 'no disk' });
  expect(lies(ran, plantedClaims, plantedExpected)).toEqual(['claim m1-a is contradicted, and the ledger expects verified']);
});

test.each([
  ['inconclusive', { a: 'inconclusive' }, 'claim m1-a is inconclusive'],
  ['without a result', { b: 'not-run' }, 'claim m1-b is not-run'],
  ['with an erratum that was not tested', { erratum: 'not-run' }, 'the erratum of claim m1-b is not-run'],
] as const)('a run passes by nothing while a claim is %s', (_what, given, says) => {
  expect(told({ ...given, attested: 'FAILED' })).toContain(`the run ended with status 0, and ${says}`);
  expect(told({ ...given, exit: 2 })).toEqual([`the pack attests PASSED, and ${says}`]);
  expect(told({ ...given, exit: undefined, attested: 'WARNED' })).toEqual([`the pack attests WARNED, and ${says}`]);
  expect(isWhole(plantedRan(given), plantedClaims, plantedExpected)).toBe(false);
});

test('a claim that evidence leaves out is missed', () => {
  expect(lies(plantedRan(), [...plantedClaims, 'm1-z'], plantedExpected)).toContain(
    'the pack attests PASSED, and claim m1-z is missing',
  );
});

test('status 0 needs evidence, a report, and a pack that verifies and attests PASSED', () => {
  expect(told({ evidence: undefined })).toContain('the run ended with status 0, and there is no evidence');
  expect(told({ output: 'run r-1: 2 claims in 1 specs' })).toEqual(['the run ended with status 0 without a report']);
  expect(told({ attested: undefined })).toEqual(['the run ended with status 0, and its pack attests nothing']);
  expect(told({ problems: ['evidence.json: altered'] })).toEqual([
    'the run says that its report is written, and verify-pack: evidence.json: altered',
  ]);
});

test('a pack that an unfinished run calls written has to verify as well', () => {
  expect(told({ ...failed, a: 'inconclusive', problems: ['x: y'] })).toEqual([
    'the run says that its report is written, and verify-pack: x: y',
  ]);
});

test('a run may end only as its fault lets it', () => {
  const vitest = faults['kill-vitest']!;
  expect(wrongEnding({ exit: 2 }, vitest)).toEqual([]);
  expect(wrongEnding({ exit: 0 }, vitest)).toEqual(['the run ended as-expected (status 0), where it can end nothing-learned']);
  expect(wrongEnding({ exit: undefined }, faults['kill-verify']!)).toEqual([]);
  expect(wrongEnding({ exit: undefined }, faults['api-server']!)[0]).toContain('ended killed (status of a signal)');
  for (const fault of Object.values(faults)) for (const exit of [1, 3]) expect(wrongEnding({ exit }, fault)).toHaveLength(1);
});

const again = (given?: Parameters<typeof plantedRan>[0]) => resumed(plantedRan(given), plantedClaims, plantedExpected);

test('RESUME completes, refuses with the reason, or fails', () => {
  const before = { a: 'not-run', attested: 'FAILED' } as const;
  expect(again()).toEqual({ how: 'completed' });
  const refusal = 'RESUME=r-1: there is no such run under reports/out (looked for its journal.jsonl).';
  expect(again({ ...before, exit: 3, output: `${refusal}\n` })).toEqual({ how: 'refused', why: refusal });
  const cut = 'What to do: Something that the run saw is lost, so no evidence is made of it. Run again without RESUME.';
  expect(again({ ...before, exit: 2, output: `x is no event\n${cut}\n` })).toEqual({ how: 'refused', why: cut });
  expect(again({ ...before, exit: 3, output: 'CLAIMS is wrong' })).toEqual({
    how: 'failed',
    why: 'it ended with status 3: CLAIMS is wrong',
  });
  expect(again({ ...before, exit: 2, output: 'a claim is inconclusive' }).how).toBe('failed');
  expect(again({ ...before, exit: undefined }).how).toBe('failed');
});

test('a RESUME that says what is not so has failed, however it ends', () => {
  expect(again({ a: 'inconclusive' })).toEqual({
    how: 'failed',
    why: 'the run ended with status 0, and claim m1-a is inconclusive',
  });
});
