import { beforeEach, expect, test } from 'vitest';
import { ChangeTimes } from './changeTimes.ts';
import { judge, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock } from './testing.ts';

beforeEach(stopClock);

test('a change pends until an outcome differs from the one before it', () => {
  const changeTimes = new ChangeTimes();
  changeTimes.note('attacker GET', '200', 10, true);
  expect(changeTimes.pending).toBe(false);
  changeTimes.changed();
  expect(changeTimes.pending).toBe(true);
  changeTimes.note('frontend GET', '200', 20, true);
  changeTimes.note('attacker GET', '200', 30, true);
  expect(changeTimes.pending).toBe(true);
  changeTimes.note('attacker GET', 'timeout', 40, true);
  expect([changeTimes.pending, changeTimes.turnedMs]).toEqual([false, 40]);
  changeTimes.changed();
  expect([changeTimes.pending, changeTimes.turnedMs]).toEqual([true, 0]);
});

test('an outcome that disagrees shows no change', () => {
  const changeTimes = new ChangeTimes();
  changeTimes.note('attacker GET', '200', 10, true);
  changeTimes.changed();
  changeTimes.note('attacker GET', 'not resolved', 20, false);
  expect(changeTimes.pending).toBe(true);
});

test('a change that turned at one destination may still be on its way to another', () => {
  const changeTimes = new ChangeTimes();
  changeTimes.note('a', '200', 10, true, 'backend');
  changeTimes.changed();
  changeTimes.note('a', 'timeout', 20, true, 'backend');
  const arrivesIn = ['backend', 'v2', undefined].map((destination) => changeTimes.arrivesIn(destination));
  expect(arrivesIn).toEqual([0, 10_000, 10_000]);
});

test('a copy learns nothing of what comes', () => {
  const changeTimes = new ChangeTimes();
  changeTimes.note('a', '200', 10, true);
  changeTimes.changed();
  const copy = changeTimes.copy();
  changeTimes.note('a', 'timeout', 20, true);
  expect([copy.pending, copy.outcomeOf('a'), changeTimes.pending, changeTimes.outcomeOf('a')]).toEqual([
    true,
    '200',
    false,
    'timeout',
  ]);
});

test('of two requests with the same words and other headers, one’s outcome is no turn of the other’s', async () => {
  const { run } = plantedRun();
  const request = (header: string, outcome: string) =>
    plantedReading(outcome, { command: `curl -H 'x-version: ${header}' http://backend/` });
  const is = (outcome: string): Matcher<string> => ({ says: outcome, agrees: (value) => value === outcome });
  await judge(run, 'control', 'v1', request('v1', '200'), is('200'));
  run.changed('applied the routes');
  await judge(run, 'observation', 'v2', request('v2', '404'), is('404'));
  expect(run.changeTimes.pending).toBe(true);
  await judge(run, 'observation', 'v1', request('v1', '404'), is('404'));
  expect(run.changeTimes.pending).toBe(false);
});
