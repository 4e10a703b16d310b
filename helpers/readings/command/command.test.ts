import { expect, it } from 'vitest';
import { InfrastructureError } from '../../errors.ts';
import { numberIn } from './command.ts';

const printing = (stdout: string) => ({ exit: 0, stdout, stderr: '' });

it('reads the one number that was printed', () => {
  expect(numberIn(printing('10\n'))).toBe(10);
  expect(numberIn({ exit: 1, stdout: '0\n', stderr: '' })).toBe(0);
});

it.each(['', 'many\n', '1\n2\n', '-1\n'])('learns nothing from %j', (stdout) => {
  expect(() => numberIn(printing(stdout))).toThrow(InfrastructureError);
});
