import { expect, test } from 'vitest';
import { describeDone, doneOfGinkgo, doneOfGoTests } from './progress.ts';

test('of a Go test only what ended right below it counts, and what was skipped does not', () => {
  const lines = ['--- PASS: TestPlanted/A (1.00s)', '--- FAIL: TestPlanted/B/below (1.00s)', '--- FAIL: TestPlanted/B (2.00s)'];
  const output = [...lines, '--- SKIP: TestPlanted/C (0.00s)'].map((line) => `\x16${line}\n`).join('');
  expect(doneOfGoTests(output, 'TestPlanted', 9)).toEqual({ done: 2, failed: 1, total: 9 });
  expect(doneOfGoTests(output, 'TestPlanted', 1).total).toBe(2);
});

test('Ginkgo’s dots are counted, and its own number of specs is taken', () => {
  expect(doneOfGinkgo('', 47)).toEqual({ done: 0, failed: 0, total: 47 });
  expect(doneOfGinkgo('Will run 5 of 8 specs\nS••\n• [FAILED] [3.1 seconds]\n', 47)).toEqual({ done: 3, failed: 1, total: 5 });
});

test('the time left goes by the tests that are done', () => {
  expect(describeDone('network-policy', { done: 12, failed: 1, total: 47 }, 360)).toBe(
    'network-policy: 12 of 47 tests, 1 failed; 6 min, about 18 min left',
  );
  expect(describeDone('gateway-api', { done: 0, failed: 0, total: 21 }, 20)).toBe('gateway-api: 0 of 21 tests, 0 failed; 20 s');
});
