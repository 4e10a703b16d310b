import { expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import { reading } from '../reading.ts';
import { noted } from './note.ts';
import { plantedRun } from './planted.ts';

const of = <T>(value: T) => reading('what is there', 'api-object', () => Promise.resolve(value));
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
