import { expect, test } from 'vitest';
import type { Durations } from './durations.ts';
import { TimeLeft } from './timeLeft.ts';

const nothing: Durations = { beside: {}, alone: {} };
const names = Array.from({ length: 200 }, (_, index) => `m1-a-${index}`);
/** Every claim takes 20 s: 200 of them on 8 lanes take 500 s. */
const each = (list: readonly string[]) => Object.fromEntries(list.map((name) => [name, 20_000]));
const minutes = (ms: number | undefined) => ms && ms / 60_000;

const run = (known: Durations, wanted: readonly string[] = names, lanes = 4) =>
  new TimeLeft({ names: wanted, total: wanted.length, known, lanes }, 0);

/** Ends tests of 20 s on 8 lanes, and says what is left after so many. */
function after(left: TimeLeft, count: number, more = {}): number | undefined {
  let now = 0;
  for (let index = left.done; index < count; index += 1) {
    now = 20_000 * Math.ceil((index + 1) / 8);
    left.end({ name: names[index] ?? '', ms: 20_000, passed: true, alone: false, ...more }, now);
  }
  return left.left(now);
}

test('where earlier runs measured the claims, the first guess is near to the truth', () => {
  const known = { ...nothing, beside: each(names), lanes: 8 };
  expect(minutes(run(known).left(0))).toBeCloseTo(500 / 60, 1);
  const first = minutes(after(run(known), 1)) ?? 0;
  expect(first).toBeGreaterThan(7);
  expect(first).toBeLessThan(12);
  expect(minutes(after(run(known), 104))).toBeCloseTo(240 / 60, 0);
});

test('where nothing is known, nothing is said until three claims a lane have ended', () => {
  expect(after(run(nothing), 1)).toBeUndefined();
  expect(after(run(nothing), 11)).toBeUndefined();
  expect(minutes(after(run(nothing), 104))).toBeCloseTo(240 / 60, 0);
  expect(after(run(nothing, names.slice(0, 3)), 2)).toBeUndefined();
});

test('a few claims that are known are no basis for the others; half of them are', () => {
  expect(after(run({ ...nothing, beside: each(names.slice(0, 99)) }), 1)).toBeUndefined();
  expect(after(run({ ...nothing, beside: each(names.slice(0, 100)) }), 1)).toBeGreaterThan(0);
});

test('claims that run alone come one after the other, and the longest takes its time', () => {
  const known = { beside: each(names.slice(0, 2)), alone: each(names.slice(2, 12)), lanes: 8 };
  const left = run(known, names.slice(0, 12));
  expect(left.left(0)).toBe(220_000);
  after(left, 2);
  expect(left.left(20_000)).toBe(200_000);
});

test('checks that nobody named count as any other, and after the last nothing is left', () => {
  const known = { ...nothing, beside: each(names.slice(0, 8)), lanes: 8 };
  const left = new TimeLeft({ names: names.slice(0, 8), total: 16, known, lanes: 4 }, 0);
  expect(left.left(0)).toBe(40_000);
  expect(after(left, 16)).toBeUndefined();
});

test('a run remembers what passed, and how many ran side by side once that is known', () => {
  const left = run(nothing);
  after(left, 8);
  left.end({ name: 'm1-a-slow', ms: 240_000, passed: false, alone: false }, 240_000);
  left.end({ name: 'm1-a-alone', ms: 5_000, passed: true, alone: true }, 245_000);
  expect(left.durations()).toEqual({ beside: each(names.slice(0, 8)), alone: { 'm1-a-alone': 5_000 } });
  const whole = run(nothing);
  after(whole, 200);
  expect(whole.durations().lanes).toBeCloseTo(8, 5);
});
