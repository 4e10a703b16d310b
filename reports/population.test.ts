import { expect, test } from 'vitest';
import { agreement, exerciseOf, inReadingOrder } from './population.ts';
import { RawFiles, sampleEvidence } from './testing/sample.ts';

test.each([
  ['verified', 'verified', 'as-expected'],
  ['contradicted', 'verified', 'differs'],
  ['verified', 'undecided', 'undecided'],
  ['inconclusive', 'verified', 'inconclusive'],
  ['not-applicable', 'not-applicable', 'not-applicable'],
  ['not-run', 'verified', 'not-tested'],
  ['editorial', 'editorial', 'not-tested'],
] as const)('%s where the ledger expects %s: %s', (verdict, expected, standing) => {
  expect(agreement({ verdict, expected })).toBe(standing);
});

test('a claim whose erratum does not hold differs', () => {
  const claim = { verdict: 'contradicted', expected: 'contradicted' } as const;
  expect(agreement({ ...claim, erratum: { text: 'so', verdict: 'verified' } })).toBe('as-expected');
  expect(agreement({ ...claim, erratum: { text: 'so', verdict: 'contradicted' } })).toBe('differs');
});

test('claims stand in the order of the document whatever their order in evidence.json', () => {
  const evidence = sampleEvidence(new RawFiles());
  const ids = (claims: typeof evidence.claims) =>
    inReadingOrder({ ...evidence, claims }).flatMap(({ exercises }) =>
      exercises.flatMap((one) => one.claims.map(({ id }) => id)),
    );
  expect(ids(evidence.claims.toReversed())).toEqual(ids(evidence.claims));
  expect(new Set(ids(evidence.claims))).toEqual(new Set(evidence.claims.map(({ id }) => id)));
});

test('the exercise is the second part of the id', () => {
  expect(exerciseOf('m1-ex4-attacker-blocked')).toBe('ex4');
});
