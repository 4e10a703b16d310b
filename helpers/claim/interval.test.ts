import { expect, test } from 'vitest';
import type { Reading } from '../readings/reading.ts';
import { plantedRun, unproven } from './testing.ts';
import { ValueExpectation } from './valueExpectation.ts';

async function judged(low: number, high: number, state: (expectation: ValueExpectation<object>) => Promise<void>) {
  const sample = { value: { low, high }, says: `${low} to ${high}`, at: new Date(0), ms: 5 };
  const reading: Reading<object> = {
    says: 'extra time',
    witness: 'client',
    repeat: 'recorded',
    requests: 40,
    ...unproven,
    take: async () => sample,
  };
  const { run } = plantedRun();
  await state(new ValueExpectation(run, 'observation', 'extra time', reading));
  return run.assertions[0];
}

test.for([
  [0.5, 0.9, { agrees: true, unsettled: false }],
  [1.1, 1.4, { agrees: false, unsettled: false }],
  [0.9, 1.1, { agrees: false, unsettled: true }],
] as const)('%s to %s is below 1, above it, or says nothing', async ([low, high, comes]) => {
  expect(await judged(low, high, (one) => one.toLieBelow(1))).toMatchObject(comes);
});

test.for([
  [4.6, 7.9, true],
  [4.4, 7.9, false],
  [4.6, 8.1, false],
] as const)('%s to %s lies within 4.5 and 8: %s', async ([low, high, agrees]) => {
  expect(await judged(low, high, (one) => one.toLieWithin(4.5, 8))).toMatchObject({ agrees });
});

test('a bound on a median says by how much chance may miss it', async () => {
  const assertion = await judged(0.5, 0.9, (one) => one.toLieBelow(1));
  expect(assertion?.chance).toMatchObject({ n: 40 });
  expect(assertion?.chance?.falseAlarm).toBeLessThan(1e-8);
});
