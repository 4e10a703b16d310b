import { beforeEach, expect, test, vi } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { Reading } from '../readings/reading.ts';
import { judge, type Beat, type Matcher } from './judge.ts';
import { plantedReading, plantedRun, stopClock } from './testing.ts';
import type { ClaimRun } from './claimRun.ts';

beforeEach(stopClock);
vi.mock(import('../waiting.ts'), async (importOriginal) => ({
  ...(await importOriginal()),
  pause: async (ms: number) => void vi.advanceTimersByTime(ms),
}));

const reaches: Matcher<string> = { says: '200', agrees: (value) => value === '200' };

async function judged(run: ClaimRun, beat: Beat, reading: Reading<string>, matcher = reaches) {
  await judge(run, beat, reading.says, reading, matcher);
  return run.assertions.at(-1);
}

test.for([
  ['nothing was changed', () => undefined, 0],
  ['the world was applied', (run) => run.changeTimes.worldApplied(), 10],
  ['an earlier world was removed', (run) => run.changeTimes.worldCleared(), 10],
  ['a change was made', (run) => run.changed('applied the weights'), 10],
] as [string, (run: ClaimRun) => void, number][])('where %s, a sample is drawn once, in its time', async ([, first, seconds]) => {
  const { run } = plantedRun();
  const before = performance.now();
  first(run);
  const sample = plantedReading(['12 of 30', '200'], { repeat: 'never' });
  expect(await judged(run, 'observation', sample)).toMatchObject({ attempts: 1, agrees: false, observed: '12 of 30' });
  expect(Math.round((performance.now() - before) / 1000)).toBeGreaterThanOrEqual(seconds);
  await expect(judged(run, 'control', sample)).rejects.toThrow(Inconclusive);
  expect(run.assertions.at(-1)).toMatchObject({ attempts: 1 });
});

test('a sample whose bound holds what it is compared with is not drawn again until it says something', async () => {
  const { run } = plantedRun();
  const sample = plantedReading(['0.9 to 1.1', '200'], { repeat: 'never' });
  const matcher = { ...reaches, saysNothing: (value: string) => value.includes(' to ') };
  expect(await judged(run, 'observation', sample, matcher)).toMatchObject({ attempts: 1, agrees: false, unsettled: true });
});
