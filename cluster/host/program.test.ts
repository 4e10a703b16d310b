import { expect, test } from 'vitest';
import { InfrastructureError, InterruptedError, UsageError } from './errors.ts';
import { endingOf } from './program.ts';

test.each([
  [new UsageError('KEEP=2 is not valid.', { remedy: 'Use KEEP=1.' }), 3, 'KEEP=2 is not valid.\nWhat to do: Use KEEP=1.'],
  [new InfrastructureError('The API server is silent.'), 2, 'The API server is silent.'],
  [new InterruptedError('stopped by SIGINT'), 130, 'Interrupted: stopped by SIGINT'],
])('an error of ours is one message: %s', (error, status, text) => {
  expect(endingOf(error)).toEqual({ text, status });
});

test('a fault of the program keeps its stack', () => {
  expect(endingOf(new TypeError('x is not a function'))).toMatchObject({
    status: 2,
    text: expect.stringContaining('at ') as string,
  });
});

test('what failed first is told before what failed at the clean-up', () => {
  const both = new SuppressedError(
    new Error('no answer'),
    new InfrastructureError('the broken world was refused', { remedy: 'make kind-up' }),
  );
  const { text, status } = endingOf(both);
  expect(text).toMatch(/^the broken world was refused\nWhat to do: make kind-up\nThen, while ending: Error: no answer/);
  expect(status).toBe(2);
});
