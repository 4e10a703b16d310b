import { expect, test } from 'vitest';
import type { TestCase } from 'vitest/node';
import { brokenText, resultText, unhandledText } from './progressReporter.ts';

const hostile = 'observed \u001b]52;c;ZXZpbA==\u0007\u001b[2J200\r\nsecond\u009b1A line';

test('what pods printed reaches the operator’s terminal without control sequences', () => {
  const failed = {
    name: 'm1-a-curl',
    result: () => ({ state: 'failed', errors: [{ message: hostile }] }),
    diagnostic: () => ({ duration: 1234 }),
  } as unknown as TestCase;
  expect(resultText(failed, 'about 3 min left', '[1/2]')).toBe(
    '✗ [1/2] m1-a-curl  1.2 s, about 3 min left\n    observed 200\n    second line\n',
  );
  expect(unhandledText([{ message: hostile }])).toBe('✗ outside any claim: observed 200\nsecond line\n');
});

test('a spec that cannot be loaded is told with the reason', () => {
  const module = { moduleId: '/a/b.spec.ts', errors: () => [{ message: 'Transform failed: Tsconfig not found' }] };
  expect(brokenText(module)).toBe('✗ /a/b.spec.ts is not run: Transform failed: Tsconfig not found\n');
  expect(brokenText({ ...module, errors: () => [] })).toBe('');
});
