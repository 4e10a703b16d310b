import { beforeEach, expect, test } from 'vitest';
import { Inconclusive } from '../errors.ts';
import type { CommandOutcome } from '../readings/command/command.ts';
import type { Reading, Sample } from '../readings/reading.ts';
import { plantedRun, stopClock, told, unproven } from './testing.ts';
import { CommandExpectation, ValueExpectation } from './valueExpectation.ts';

beforeEach(stopClock);

const printing = (...outcomes: CommandOutcome[]): Reading<CommandOutcome> => {
  const samples = outcomes.map((value) => ({ value, says: `exit ${value.exit}: ${value.stdout}`, at: new Date(0), ms: 5 }));
  return {
    says: 'a search',
    witness: 'command',
    repeat: 'until-agreed',
    ...unproven,
    take: () => Promise.resolve(samples[0] as Sample<CommandOutcome>),
    stream: () => told(samples),
  };
};

const outcome = (exit: number, stdout: string, stderr = '') => ({ exit, stdout, stderr });
const printed = (...one: Parameters<typeof outcome>) => printing(outcome(...one));

test.each(['', '  '])('a blank (%j) cannot be looked for', async (blank) => {
  const { run } = plantedRun();
  await expect(new CommandExpectation(run, 'observation', 'a search', printed(0, 'a line  ')).toPrint(blank)).rejects.toThrow(
    Inconclusive,
  );
});

test.each(['toTellApart', 'toDifferFrom'] as const)('%s: a line that came out garbled once is no difference', async (differs) => {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a search', printing(outcome(0, ' GET /'), outcome(0, '> GET /')))[differs](
    outcome(0, '> GET /'),
  );
  expect(run.assertions[0]).toMatchObject({ agrees: false, unsettled: false });
});

test.each(['toTellApart', 'toDifferFrom'] as const)('%s: what is printed three times in a row is one', async (differs) => {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a search', printed(0, 'GET /'))[differs](outcome(0, 'POST /'));
  expect(run.assertions[0]).toMatchObject({ agrees: true, attempts: 3 });
});

async function judged(outcome: Reading<CommandOutcome>) {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a search', outcome).toPrintNothingLike('denied');
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

test.each([
  ['Flag --grace has been deprecated, use --grace-period', false],
  ['Warning: spec.colour: deprecated since v1.19; use spec.paint', false],
  ['', true],
])('a command that says %j is current: %s', async (stderr, agrees) => {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a command', printed(0, 'done', stderr)).toBeCurrent();
  expect(run.assertions[0]).toMatchObject({ agrees });
});

test.each([
  ['prints nothing', printed(0, ''), { agrees: true, unsettled: false }],
  ['finds nothing', printed(1, ''), { agrees: true, unsettled: false }],
  ['prints a line', printed(0, 'a line\n'), { agrees: false, unsettled: false }],
  ['fails', printed(1, '', 'no such pod'), { agrees: false, unsettled: true }],
] as const)('of a command that is to print nothing, one that %s', async (_, command, judgement) => {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a search', command).toPrint(/^$/);
  expect(run.assertions[0]).toMatchObject(judgement);
});

test('what only standard error holds is shown, and not printed', async () => {
  const said = printed(0, '', 'Nothing was found');
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a search', said).toShow('Nothing was found');
  await new CommandExpectation(run, 'observation', 'a search', said).toPrint('Nothing was found');
  expect(run.assertions).toMatchObject([{ agrees: true, expected: 'shows Nothing was found' }, { agrees: false }]);
});

test.each([
  ['toBeCurrent', outcome(1, '', 'Unable to connect to the server: EOF'), { agrees: false, unsettled: true }],
  ['toBeCurrent', outcome(1, '', 'error: unknown flag: --purge'), { agrees: false, unsettled: false, disagreement: 'stale' }],
  ['toBeCurrent', outcome(0, 'done'), { agrees: true }],
  ['toStillFind', outcome(1, '', 'Unable to connect to the server: EOF'), { agrees: false, unsettled: true }],
  [
    'toStillFind',
    outcome(1, '', 'Error from server (NotFound): jobs.batch "a" not found'),
    { agrees: false, unsettled: false, disagreement: 'stale' },
  ],
  ['toStillFind', outcome(0, 'a'), { agrees: true }],
] as const)('%s of %o', async (statement, ended, comes) => {
  const { run } = plantedRun();
  await new CommandExpectation(run, 'observation', 'a command', printing(ended))[statement]();
  expect(run.assertions[0]).toMatchObject(comes);
});

test.each([['toDifferFrom'], ['toTellApart']] as const)('%s: nothing at all differs from nothing', async (differs) => {
  const { run } = plantedRun();
  const list: Reading<string[]> = {
    says: 'pods',
    witness: 'api-object',
    repeat: 'until-stable',
    ...unproven,
    blanks: [[]],
    prove: async () => ({ works: false, says: 'nothing showed that it brings anything' }),
    take: async () => ({ value: [], says: '[]', at: new Date(0), ms: 5 }),
    stream: () => told([{ value: [], says: '[]', at: new Date(0), ms: 5 }]),
  };
  await new ValueExpectation(run, 'observation', 'pods', list)[differs](['backend']);
  expect(run.assertions[0]).toMatchObject({ agrees: false, unsettled: true });
});

test('what is no number is not below one', async () => {
  const { run } = plantedRun();
  await expect(new CommandExpectation(run, 'observation', 'a count', printed(0, '')).toBeBelow(5)).rejects.toThrow(Inconclusive);
});
