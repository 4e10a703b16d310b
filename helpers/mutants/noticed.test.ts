import { expect, test } from 'vitest';
import { plantedAssertion } from '../claim/testing.ts';
import { unnoticed } from './noticed.ts';

const told = { expected: 'verified' as const, reason: 'the Deployment did not roll out', controls: [], expectations: [] };
const turned = [plantedAssertion({ agrees: false })];

test.each([
  ['a control that failed', { ...told, verdict: 'inconclusive' as const, controls: turned }],
  ['an expectation that turned', { ...told, verdict: 'contradicted' as const, expectations: turned }],
])('%s has noticed', (_what, claim) => {
  expect(unnoticed(claim)).toBeUndefined();
});

const unread = [plantedAssertion({ agrees: false, unread: true })];

test('a reading that is no answer notices a broken instrument, and no broken world', () => {
  const claim = { ...told, verdict: 'inconclusive' as const, expectations: unread };
  expect(unnoticed(claim, { instrument: true })).toBeUndefined();
  expect(unnoticed(claim)).toBe('could not read: the Deployment did not roll out');
});

test('a sentence that is as wrong in the broken world notices by its erratum', () => {
  const wrong = { ...told, expected: 'contradicted' as const, verdict: 'contradicted' as const, expectations: turned };
  expect(unnoticed({ ...wrong, erratum: { text: 'another sentence', verdict: 'contradicted' } })).toBeUndefined();
  expect(unnoticed({ ...wrong, erratum: { text: 'another sentence', verdict: 'verified' } })).toBe('stayed contradicted');
});

test('an instrument that is seen not to work notices by the words of its reason', () => {
  const claim = { ...told, verdict: 'inconclusive' as const, reason: 'tcpdump in lane/backend ended with 1 before it listened' };
  expect(unnoticed(claim, { instrument: true, unread: 'tcpdump' })).toBeUndefined();
  expect(unnoticed({ ...claim, reason: 'the cluster is gone' }, { instrument: true, unread: 'tcpdump' })).toContain(
    'ended without a statement that turned',
  );
});

test('a sentence that is true in the broken world notices by being verified', () => {
  const stale = { ...told, expected: 'stale' as const };
  expect(unnoticed({ ...stale, verdict: 'verified' }, { holds: true })).toBeUndefined();
  expect(unnoticed({ ...stale, verdict: 'inconclusive' }, { holds: true })).toBe(
    'was inconclusive, though it is true in this world',
  );
});

test.each([
  ['the verdict that was expected', { ...told, verdict: 'verified' as const }, 'stayed verified'],
  [
    'a negative verdict that stayed',
    { ...told, expected: 'stale' as const, verdict: 'stale' as const, expectations: turned },
    'stayed stale',
  ],
  ['a cluster that was gone', { ...told, verdict: 'inconclusive' as const }, 'ended without a statement that turned'],
  ['a need that was not met', { ...told, verdict: 'not-applicable' as const }, 'was not-applicable'],
])('%s has not', (_what, claim, why) => {
  expect(unnoticed(claim)).toContain(why);
});
