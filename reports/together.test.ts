import { expect, test } from 'vitest';
import { together } from './together.ts';

test('what is given back has the order of the items, and no more than the width is under way', async () => {
  let under = 0;
  let most = 0;
  const work = async (item: number) => {
    most = Math.max(most, ++under);
    await new Promise((resolve) => setTimeout(resolve, 5 - item));
    under -= 1;
    return item * 10;
  };
  expect(await together([1, 2, 3, 4, 5], work, 2)).toEqual([10, 20, 30, 40, 50]);
  expect(most).toBe(2);
});

test('a failure is thrown', async () => {
  await expect(together([1], () => Promise.reject(new Error('unreadable')))).rejects.toThrow('unreadable');
});
