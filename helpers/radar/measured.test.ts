import { expect, test } from 'vitest';
import type { Evidence } from '../evidence/schema.ts';
import { measuredBetween, unlearned } from './measured.ts';
import { claimEvidence, said } from './testing.ts';

const evidence = (...claims: Evidence['claims']) => ({
  run: { environment: { provider: 'x', components: [], substitutions: [] } },
  documents: [],
  claims,
});
const between = (before: Parameters<typeof claimEvidence>[0], after: Parameters<typeof claimEvidence>[0]) => {
  const [a, b] = [evidence(claimEvidence(before)), evidence(claimEvidence(after))] as unknown as [Evidence, Evidence];
  return { ...measuredBetween(a, b).get('m1-a'), unlearned: unlearned(a, b) };
};

test('another verdict is a difference, with its reason', () => {
  expect(between({}, { verdict: 'contradicted', reason: 'It boiled over.' })).toMatchObject({
    before: 'verified',
    after: 'contradicted',
    differs: true,
    how: 'It boiled over.',
  });
});

test('another answer to a control is a difference, though the verdict is the same', () => {
  expect(
    between({ controls: [said('it whistles', 'yes', true)] }, { controls: [said('it whistles', 'no', false)] }),
  ).toMatchObject({ differs: true, how: 'it whistles: yes, then no' });
});

test('what is stated twice is compared one by one, and an erratum with no expectation', () => {
  const twice = [said('it whistles', 'no', false), said('it whistles', 'yes', true)];
  const expectations = [said('the pot', 'cold', false), { ...said('the pot', 'warm', true), beat: 'erratum' as const }];
  expect(between({ controls: twice, expectations }, { controls: twice, expectations })).toMatchObject({
    differs: false,
    otherOutput: false,
  });
});

test('the first of two that are stated alike may turn by itself', () => {
  const [no, yes] = [said('it whistles', 'no', false), said('it whistles', 'yes', true)];
  expect(between({ controls: [no, yes] }, { controls: [yes, yes] })).toMatchObject({
    differs: true,
    how: 'it whistles: no, then yes',
  });
});

test('other words with the same verdict are no difference, but are told', () => {
  const expectations = (seen: string) => [{ ...said('the pot', seen, true), beat: 'observation' as const }];
  expect(between({ expectations: expectations('tea') }, { expectations: expectations('coffee') })).toMatchObject({
    differs: false,
    otherOutput: true,
  });
});

test.for(['not-run', 'editorial', 'inconclusive'] as const)('%s is no measurement', (verdict) => {
  expect(between({}, { verdict })).toEqual({ unlearned: verdict === 'inconclusive' ? ['m1-a'] : [] });
});
