import { expect, test } from 'vitest';
import type { LoadedClaim } from '../ledger/loaded.ts';
import { asExpected } from './asExpected.ts';
import { fromLedger } from './fromLedger.ts';
import { versionsOf } from './versionsOf.ts';

const measured = { istio: '1.31.0', kubernetes: '1.36.3', proxy: '1.40.0', components: [] };
const kept = (version: string) => [{ name: 'compatibilityVersion', version }];

test('an istiod that keeps no other defaults has those of its own release', () => {
  expect(versionsOf(measured)).toEqual({ istio: '1.31.0', kubernetes: '1.36.3', envoy: '1.40.0', compatibility: '1.31.0' });
  expect(versionsOf({ ...measured, components: kept('none') }).compatibility).toBe('1.31.0');
  expect(versionsOf({ ...measured, components: kept('1.30') }).compatibility).toBe('1.30');
});

test('what could not be measured is left out', () => {
  expect(versionsOf({ ...measured, istio: 'unknown' })).toEqual({ kubernetes: '1.36.3', envoy: '1.40.0' });
  expect(versionsOf({ ...measured, components: kept('unknown') })).not.toHaveProperty('compatibility');
});

const row = {
  ...{ id: 'm1-a', document: 'a.md', line: 1, quote: 'a', says: 'a', reading: 'literal', basis: 'measured' },
  expected: 'contradicted',
  stated: [
    { at: [], expected: 'verified', here: false },
    { at: ['istio <1.31'], expected: 'contradicted', why: 'r-1 and r-2', here: true },
  ],
  needs: ['istio >=1.30'],
} as unknown as LoadedClaim;

test('evidence has every verdict that the ledger states, and the one that counts here', () => {
  const told = fromLedger(row);
  expect(told.byVersion).toEqual(row.stated);
  expect(asExpected({ ...told, verdict: 'contradicted' }, false)).toBe(true);
  expect(asExpected({ ...told, verdict: 'verified' }, false)).toBe(false);
});

test('a claim that lacks the versions that it is about is as the ledger says', () => {
  expect(asExpected({ ...fromLedger(row), verdict: 'not-applicable', lacks: 'istio >=1.30' }, false)).toBe(true);
  expect(asExpected({ ...fromLedger(row), verdict: 'not-applicable', lacks: 'istio >=1.29' }, false)).toBe(false);
});
