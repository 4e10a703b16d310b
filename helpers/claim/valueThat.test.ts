import { beforeEach, expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { CommandOutcome } from '../probe/command.ts';
import type { Reading } from '../reading.ts';
import { plantedRun, stopClock, told } from './planted.ts';
import { CommandThat } from './valueThat.ts';

beforeEach(stopClock);

const printed = (exit: number, stdout: string, stderr = ''): Reading<CommandOutcome> => {
  const sample = { value: { exit, stdout, stderr }, says: `exit ${exit}`, at: new Date(0), ms: 5 };
  return {
    says: 'a search',
    witness: 'command',
    asks: 'once',
    take: () => Promise.resolve(sample),
    stream: () => told([sample]),
  };
};

test.each(['', '  '])('a blank (%j) cannot be looked for', async (blank) => {
  const { run } = plantedRun();
  await expect(new CommandThat(run, 'observation', 'a search', printed(0, 'a line  ')).toPrint(blank)).rejects.toThrow(
    Inconclusive,
  );
});

async function judged(outcome: Reading<CommandOutcome>) {
  const { run } = plantedRun();
  await new CommandThat(run, 'observation', 'a search', outcome).toPrintNothingLike('denied');
  return run.assertions[0];
}

test('what a command did not print is an agreement', async () => {
  expect(await judged(printed(0, 'allowed\n'))).toMatchObject({ agrees: true, unsettled: false });
  expect(await judged(printed(1, ''))).toMatchObject({ agrees: true, unsettled: false });
});

test('what it printed is a disagreement', async () => {
  expect(await judged(printed(0, 'denied\n'))).toMatchObject({ agrees: false, unsettled: false });
});

test('a command that could not do its work is neither', async () => {
  expect(await judged(printed(1, '', 'no such pod'))).toMatchObject({ agrees: false, unsettled: true });
});
