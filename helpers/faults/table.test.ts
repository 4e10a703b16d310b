import { expect, test } from 'vitest';
import { loadLedger } from '../ledger/load.ts';
import { readSet } from '../ledger/sets.ts';
import { isNegative } from '../verdict.ts';
import { faults } from './table.ts';

test('no fault excuses a verdict that differs, or an end of another status', () => {
  for (const [name, { ends }] of Object.entries(faults)) {
    expect(ends, name).not.toEqual([]);
    for (const one of ends) expect(['as-expected', 'nothing-learned', 'interrupted', 'killed'], name).toContain(one);
  }
});

test('a fault that shows for a while says how long, and one that needs no undoing does not', () => {
  for (const [name, { kind, holds }] of Object.entries(faults))
    expect(holds !== undefined, name).toBe(['service', 'pause', 'clock'].includes(kind));
});

test('the claims of tries have several verdicts: a wrong one would be seen whichever it is', async () => {
  const ledger = await loadLedger();
  const expected = readSet('faults').map((id) => ledger.byId(id).expected);
  expect(expected.length).toBeGreaterThan(6);
  expect(expected.filter((one) => one === 'verified').length).toBeGreaterThanOrEqual(4);
  expect(expected.filter(isNegative).length).toBeGreaterThanOrEqual(3);
  expect(expected).toEqual(expect.arrayContaining(['contradicted', 'stale']));
});
