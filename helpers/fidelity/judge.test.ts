import { expect, test } from 'vitest';
import type { PeerTest } from '../evidence/fidelity.ts';
import { readExpectedOfSuites } from '../evidence/expectedOfSuites.ts';
import { judge } from './judge.ts';

const tests: PeerTest[] = [
  { name: 'a', outcome: 'passed', seconds: 1 },
  { name: 'b', outcome: 'passed', seconds: 1 },
  { name: 'c', outcome: 'failed', seconds: 1, reason: 'it rained' },
  { name: 'd', outcome: 'skipped', seconds: 0, reason: 'too far' },
];
const hole = (name: string) => ({ test: name, reason: 'planted' });
const judged = (floor: number, ...holes: string[]) =>
  judge('network-policy', tests, { floor, leftOut: [], holes: holes.map(hole) });

test('at the floor, with the one failure declared, all is as expected', () => {
  expect(judged(2, 'c')).toEqual({
    passed: 2,
    failed: 1,
    skipped: 1,
    floor: 2,
    holes: [{ test: 'c', reason: 'planted', outcome: 'failed' }],
    surprises: [],
  });
});

test('below the floor, or with a failure that nobody declared, it is not', () => {
  expect(judged(3, 'c').surprises).toEqual(['network-policy: 2 tests passed, and 3 have to']);
  expect(judged(2).surprises).toEqual(['network-policy: c failed, and is no known hole: it rained']);
});

test('a hole that did not fail is said', () => {
  expect(judged(2, 'c', 'a', 'd', 'e').surprises).toEqual([
    'network-policy: a is a known hole, and passed: it is one no longer',
    'network-policy: d is a known hole, and was skipped: whether it is one still was not seen',
    'network-policy: e is a known hole, and is no test of the suite',
  ]);
});

test('the floors are those that were reached', () => {
  const { 'gateway-api': gateway, 'network-policy': policies } = readExpectedOfSuites();
  expect([gateway.floor, policies.floor]).toEqual([21, 47]);
});
