import { expect, test } from 'vitest';
import { room, type Times } from './waitForIdleCpu.ts';

/** Looks at a machine of which `shares` of the time are idle, one after the other; says how long was waited each time. */
async function waited(beyond: number, ...shares: number[]): Promise<number[]> {
  const waits: number[] = [];
  const ends = shares.flatMap((share): Times[] => [
    { idle: 100, all: 500 },
    { idle: 100 + share * 2000, all: 2500 },
  ]);
  await room(
    beyond,
    () => ends.shift() as Times,
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
