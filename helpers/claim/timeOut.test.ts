import { beforeEach, expect, test } from 'vitest';
import { CommandExpectation } from './valueExpectation.ts';
import { plantedRun, stopClock } from './testing.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import { reading, type Reading } from '../readings/reading.ts';
import { timedOut } from './timeOut.ts';
import type { ClaimRun } from './claimRun.ts';

beforeEach(stopClock);

const outcome = (exit: number, stdout = '', stderr = '') => ({ exit, stdout, stderr });

test.each([
  [outcome(28)],
  [outcome(1, '', 'curl: (28) Connection timed out after 2001 milliseconds')],
  [outcome(0, ' 12 000\n')],
  [outcome(0, 'HTTP 000')],
  [outcome(0, '000 status 28\n')],
  [{ '000': 12 }],
  [['200', '000']],
])('%j is a time-out', (one) => {
  expect(timedOut(one)).toBe(true);
});

test.each([
  [{ 200: 12 }],
  [['10000']],
  [null],
  [outcome(0, '12 200\n')],
  [outcome(7, '', 'curl: (7) Failed to connect')],
  [outcome(0, 'after 5000 ms')],
])('%j is none', (one) => {
  expect(timedOut(one)).toBe(false);
});

const ends = (value: CommandOutcome): Reading<CommandOutcome> =>
  reading('curl', 'command', () => Promise.resolve(value), {
    blanks: [],
    prove: () => Promise.resolve({ works: true, says: 'it echoes' }),
  });

async function endsAtTimeOut(run: ClaimRun) {
  await new CommandExpectation(run, 'observation', 'curl gives up', ends(outcome(28))).toExit(28);
  await run.endBeat();
  return run.assertions.at(-1);
}

test('a time-out says nothing where nothing answered in its beat', async () => {
  expect(await endsAtTimeOut(plantedRun().run)).toMatchObject({ agrees: false, unread: true });
});

test.each([
  ['what answered before it answers after it', true, { agrees: true }],
  ['what answered before it is dead', false, { agrees: false, unread: true }],
])('a time-out where %s', async (_what, answers, wanted) => {
  const { run } = plantedRun();
  run.sighted('lane/frontend', () => Promise.resolve(answers));
  expect(await endsAtTimeOut(run)).toMatchObject(wanted);
});
