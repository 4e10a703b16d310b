import { expect, test } from 'vitest';
import { times } from './times.ts';

test('a claim’s body ends before vitest’s own limit, with time to judge and to record', () => {
  expect(times.claim - times.body).toBeGreaterThanOrEqual(30_000);
});

test('what a claim changed outside of its lane is put back within vitest’s limit, though the body took all its time', () => {
  expect(times.body + times.undo).toBeLessThan(times.claim);
});

test('a refusal may wait for connections to drain, and the reading after it for its window, within a claim’s body', () => {
  expect(times.drain + times.window + times.flapping + times.logLag).toBeLessThan(times.body);
});

test('what was seen to turn late still turns within the window', () => {
  expect(times.turning).toBeLessThan(times.window);
  expect(times.settledWindow).toBeLessThan(times.turning);
});

test('a log is searched further back than a claim can be long', () => {
  expect(times.lookBack).toBeGreaterThan(times.claim + times.skew);
});
