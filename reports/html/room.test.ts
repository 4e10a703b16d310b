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

test('texts of one size go together, so that every step leaves less', () => {
  const room = new Room(1000);
  for (let count = 0; count < 5; count += 1) room.takes(text(500));
  room.takes(text(90));
  expect(room.without(600).limit).toBe(90);
});

test('what is worth more gives way later', () => {
  const room = new Room(1000);
  room.takes(text(900));
  room.takes(text(4000), 32);
  expect(room.without(100).takes(text(4000), 32)).toBe(true);
});

test('where all texts together are too little, repetitions go first, then everything', () => {
  const room = new Room(1000);
  room.takes(text(900));
  const full = room.without(1000);
  expect([full.roomy, full.isLeast, full.takes(text(64))]).toEqual([false, false, true]);
  expect(full.without(1000)).toMatchObject({ limit: 1, isLeast: true });
  expect(room.without(100_000).isLeast).toBe(true);
});
