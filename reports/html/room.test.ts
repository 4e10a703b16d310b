import { expect, test } from 'vitest';
import { Room } from './room.ts';

const text = (length: number) => 'x'.repeat(length);

test('the longest texts give way first, only as many as it takes', () => {
  const room = new Room(1000);
  expect([100, 1000, 1001, 300, 200].map((length) => room.takes(text(length)))).toEqual([true, true, false, true, true]);
  const less = room.without(1100);
  expect(less.limit).toBe(200);
  expect([less.takes(text(200)), less.takes(text(300))]).toEqual([true, false]);
});

test('where all texts together are too little, there is no room but for the shortest', () => {
  const room = new Room(1000);
  room.takes(text(100));
  expect(room.without(5000)).toMatchObject({ limit: 64, roomy: false });
});
