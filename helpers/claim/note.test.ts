import { expect, test, vi } from 'vitest';
import { Inconclusive } from '../errors.ts';
import { reading } from '../readings/reading.ts';
import { noted } from './note.ts';
import { plantedReading, plantedRun, stopClock, unproven } from './testing.ts';

const of = <T>(value: T) => reading('what is there', 'api-object', () => Promise.resolve(value), unproven);
const printing = (stdout: string) => ({ exit: 1, stdout, stderr: 'an error' });

test.each([['10.244.1.7'], [['backend-1']], [0], [false], [printing('a line')]])('%j is noted and recorded', async (value) => {
  const { run } = plantedRun();
  expect(await noted(run, of(value))).toEqual(value);
  expect(run.observations).toHaveLength(1);
});

test.each([[''], [' \n'], [[]], [undefined], [printing('\n')]])('%j is nothing to compare with', async (value) => {
  const { run } = plantedRun();
  await expect(noted(run, of(value))).rejects.toThrow(Inconclusive);
  expect(run.observations).toHaveLength(1);
});

const command = (...prints: string[]) => {
  let look = 0;
  const take = () => {
    vi.advanceTimersByTime(1000);
    const value = prints[look++ % prints.length] as string;
    return Promise.resolve({ value, says: value, at: new Date(0), ms: 1 });
  };
  return plantedReading('', { repeat: 'until-agreed', take });
};

test('a line that a command garbled once is not noted', async () => {
  stopClock();
  const { run } = plantedRun();
  expect(await noted(run, command(' GET /', '> GET /', '> GET /', '> GET /'))).toBe('> GET /');
  expect(run.observations).toMatchObject([{ repeated: 3 }]);
});

test('what a command never prints twice is nothing to compare with', async () => {
  stopClock();
  const { run } = plantedRun();
  await expect(noted(run, command('at 09:00', 'at 09:01'))).rejects.toThrow(/Never the same 3 times in a row/);
});
