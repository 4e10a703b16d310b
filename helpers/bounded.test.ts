import { expect, test, vi } from 'vitest';
import { Bounded, boundedBytes, outputLimit, TooLong } from './bounded.ts';

// 16 MiB of chunks take seconds on a busy machine
vi.setConfig({ testTimeout: 60_000 });

const million = Buffer.alloc(1024 ** 2, 'x');

async function* times(count: number) {
  for (let each = 0; each < count; each++) yield million;
}

test('an output up to the limit is kept whole', async () => {
  expect(await boundedBytes(times(16), 'a log')).toHaveLength(outputLimit);
});

test('a longer one is refused, with what to do, and none of it stays in memory', () => {
  const all = new Bounded('What yes printed');
  const push = () => {
    for (let each = 0; each < 100; each++) all.push(million);
  };
  expect(push).toThrow(TooLong);
  expect(push).toThrow(`What yes printed is longer than ${outputLimit} bytes`);
  expect(all.bytes()).toHaveLength(0);
});

test('a stream without an end is left at the limit', async () => {
  await expect(boundedBytes(times(Number.POSITIVE_INFINITY), 'a log')).rejects.toThrow('a log is longer');
});
