import { expect, test } from 'vitest';
import { interrupted } from './interrupted.ts';
import type { Event } from './journal.ts';
import type { Assertion } from './schema.ts';

const at = '2026-11-26T00:00:00.000Z';
const begins = (claim: string): Event => ({ event: 'claim-started', at, claim });
const says = (number: number, beat: Assertion['beat'], agrees: boolean, claim = 'm1-a'): Event => ({
  event: 'assertion',
  at,
  claim,
  number,
  assertion: { beat, name: 'it', expected: '', observed: '', agrees, settledMs: 0, attempts: 3, distinct: [], observations: [] },
});

test('the last word on each assertion counts, since the claim was last begun', () => {
  const events = [
    begins('m1-a'),
    says(1, 'observation', false),
    begins('m1-a'),
    says(1, 'control', true),
    says(2, 'observation', true),
    begins('m1-b'),
    says(1, 'control', false, 'm1-b'),
    says(3, 'observation', true),
    says(2, 'observation', false),
  ];
  expect(interrupted('m1-a', events)).toBe('when 1 of 1 controls and 1 of 2 expectations had agreed');
  expect(interrupted('m1-c', events)).toBeUndefined();
});
