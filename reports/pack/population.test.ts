import { expect, test } from 'vitest';
import { exerciseOf, inReadingOrder } from './population.ts';
import { RawFiles } from '../testing/rawFiles.ts';
import { sampleEvidence } from '../testing/sample.ts';

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
