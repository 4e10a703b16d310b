import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { converge, type Patience } from './converge.ts';
import type { Sample } from './reading.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => void vi.useRealTimers());

/** One sample a second, by a clock that stands still otherwise. */
async function* each(outcomes: Iterable<string>): AsyncIterable<Sample<string>> {
  for (const says of outcomes) {
    vi.advanceTimersByTime(1000);
    yield { value: says, says, at: new Date(0), ms: 1 };
  }
}

function* forever(...outcomes: string[]) {
  for (;;) yield* outcomes;
}

const patience: Patience = { needed: 3, windowMs: 10_000, limitMs: 20_000 };
const watch = (outcomes: Iterable<string>, how = patience) => converge(each(outcomes), (value) => value.startsWith('200'), how);

test('three in a row agree', async () => {
  const settled = await watch(forever('200'));
  expect(settled).toMatchObject({ state: 'agreed', attempts: 3, settledMs: 1000, distinct: [{ says: '200', count: 3 }] });
  expect(settled.deciding).toHaveLength(3);
});

test('answers that differ in words agree as long as each does', async () => {
  expect(await watch(['200 a', '200 b', '200 c'])).toMatchObject({ state: 'agreed', attempts: 3 });
});

test('where they have to be alike, one that differs resets the count', async () => {
  const alike = { ...patience, alike: true };
  expect(await watch(['200 a', '200 b', '200 b', '200 b'], alike)).toMatchObject({ state: 'agreed', attempts: 4 });
  expect(await watch(forever('200 a', '200 b'), alike)).toMatchObject({ state: 'unsettled', attempts: 20 });
});

test('one disagreement resets the count', async () => {
  const settled = await watch(['200', '200', 'reset', '200', '200', '200']);
  expect(settled).toMatchObject({ state: 'agreed', attempts: 6, settledMs: 4000 });
  expect(settled.distinct).toEqual([
    { says: 'reset', count: 1 },
    { says: '200', count: 5 },
  ]);
});

const doubted = { needed: 3, holdMs: 5000, explains: (says: string, lost: boolean) => says === 'old' || !lost };

test('after a disagreement more have to agree', async () => {
  const doubting = { ...patience, needed: 1, doubted };
  expect(await watch(forever('200'), doubting)).toMatchObject({ state: 'agreed', attempts: 1 });
  expect(await watch(['reset', '200', '200', '200'], doubting)).toMatchObject({ state: 'agreed', attempts: 4 });
});

test('an agreement that was lost has to hold for a time when it comes back, unless the loss is explained', async () => {
  const lost = ['200', 'reset', ...Array<string>(6).fill('200')];
  expect(await watch(lost, { ...patience, doubted })).toMatchObject({ state: 'agreed', attempts: 8 });
  expect(await watch(forever('503', '200', '200', '200', '200'), { ...patience, doubted })).toMatchObject({ attempts: 4 });
  expect(await watch(['200', 'old', '200', '200', '200'], { ...patience, doubted })).toMatchObject({
    state: 'agreed',
    attempts: 5,
  });
  const steady = { ...patience, doubted: { ...doubted, explains: () => false } };
  expect(await watch(forever('503', '200', '200', '200', '200'), steady)).toMatchObject({ state: 'unsettled', attempts: 20 });
});

test('flapping never settles', async () => {
  const settled = await watch(forever('200', '200', '503'));
  expect(settled).toMatchObject({ state: 'unsettled', attempts: 20 });
  expect(settled.distinct.map(({ says }) => says).sort()).toEqual(['200', '503']);
});

test('samples that are slow in coming are waited for as long as they do not flap', async () => {
  const slow = { ...patience, limitMs: 1_500 };
  expect(await watch(forever('200'), slow)).toMatchObject({ state: 'agreed', attempts: 3 });
  expect(await watch(forever('500'), { ...slow, windowMs: 1_000 })).toMatchObject({ state: 'disagreed', attempts: 3 });
  expect(await watch(forever('200', '500'), slow)).toMatchObject({ state: 'unsettled', attempts: 2 });
});

test('a steady disagreement counts only after the window', async () => {
  const settled = await watch(forever('timeout'));
  expect(settled).toMatchObject({ state: 'disagreed', attempts: 10, settledMs: 1000 });
});

test('a disagreement within the window gives way to an agreement', async () => {
  const outcomes = [...Array<string>(8).fill('timeout'), '200', '200', '200'];
  expect(await watch(outcomes)).toMatchObject({ state: 'agreed', settledMs: 9000 });
});

test('a disagreement that begins late must stand as often as an agreement', async () => {
  const outcomes = ['200', '200', ...Array<string>(7).fill('503'), '200', 'reset', 'reset', 'reset'];
  expect(await watch(outcomes)).toMatchObject({ state: 'disagreed', attempts: 13, settledMs: 11_000 });
});

test('different disagreements are no streak', async () => {
  const settled = await watch(forever('timeout', 'reset'));
  expect(settled).toMatchObject({ state: 'unsettled', attempts: 20, last: { says: 'reset' } });
  expect(settled.deciding).toHaveLength(1);
});

test('one sample decides where one is needed', async () => {
  const once = { needed: 1, windowMs: 0, limitMs: 0 };
  expect(await watch(['200'], once)).toMatchObject({ state: 'agreed', attempts: 1 });
  expect(await watch(['503'], once)).toMatchObject({ state: 'disagreed', attempts: 1 });
});

test('samples that end before anything was decided leave it unsettled', async () => {
  expect(await watch(['200', '200'])).toMatchObject({ state: 'unsettled', attempts: 2, last: { says: '200' } });
  expect(await watch([])).toMatchObject({ state: 'unsettled', attempts: 0, last: undefined });
});
