import { expect, test } from 'vitest';
import { waitForIdleCpu, type CpuTimes } from './waitForIdleCpu.ts';

/** Looks at a machine of which `shares` of the time are idle, one after the other; says how long was waited each time. */
async function waited(beyond: number, ...shares: number[]): Promise<number[]> {
  const waits: number[] = [];
  const ends = shares.flatMap((share): CpuTimes[] => [
    { idle: 100, all: 500 },
    { idle: 100 + share * 2000, all: 2500 },
  ]);
  await waitForIdleCpu(
    beyond,
    () => ends.shift() as CpuTimes,
    async (ms) => waits.push(ms),
  );
  expect(ends).toEqual([]);
  return waits;
}

test('a sure lane waits for nothing', async () => {
  expect(await waited(0)).toEqual([]);
  expect(await waited(-3)).toEqual([]);
});

test('a further one waits until a third of the processors’ time is idle, each a second longer', async () => {
  expect(await waited(1, 0, 0.29, 0.31)).toEqual([2000, 2000, 2000]);
  expect(await waited(4, 0.9)).toEqual([5000]);
});

test('a machine that never has idle time delays a lane for a minute, not for ever', async () => {
  let waited = 0;
  await waitForIdleCpu(
    2,
    () => ({ idle: 0, all: waited }),
    (ms) => Promise.resolve((waited += ms)),
  );
  expect(waited).toBe(60_000);
});
