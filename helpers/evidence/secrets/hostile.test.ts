import { expect, test } from 'vitest';
import { redacted } from './testing.ts';

// a pod prints what it likes: no output may run a pattern out of stack, or into a time that grows with its square
const megabytes = 2_000_000;

test.for([
  ['eyJ', 1],
  ['ZXlK', 1],
  ['LS0tLS1CRUdJTi', 1],
  ['-----BEGIN PRIVATE KEY-----', 20],
  ['-----BEGIN PRIVATE KEY-----\n', 20],
  ['"', 1],
  ['"\\', 1],
  ['"a', 1],
  ['{"kind":"Secret","data":{"a":', 20],
  ['kind: Secret\ndata:\n  a: b\n', 20],
  ['- ', 1],
  ['A_', 1],
  ['TOKEN=', 1],
  [' ', 1],
  ['\n', 1],
  ['a.', 1],
  ['a://', 1],
  ['curl -u ', 1],
  ['Bearer ', 1],
] as const)('%j again and again is looked through in time', { timeout: 30_000 }, ([piece, fewer]) => {
  const text = piece.repeat(megabytes / fewer / piece.length);
  const started = performance.now();
  expect(() => redacted(text)).not.toThrow();
  expect(performance.now() - started).toBeLessThan(20_000);
});
