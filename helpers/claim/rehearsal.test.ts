import { expect, test } from 'vitest';
import { failing, failures } from '../failure.ts';
import { InfrastructureError } from '../errors.ts';
import { reading } from '../readings/reading.ts';
import { Rehearsals, rehearsed } from './rehearsal.ts';
import { plantedAssertion, plantedRun, unproven } from './testing.ts';
import { ValueExpectation } from './valueExpectation.ts';

const control = plantedAssertion({ beat: 'control' });

/** A counter of lines whose transport fails as it is told. */
const lines = (prove: () => Promise<{ works: boolean; says: string }> = unproven.prove) =>
  reading(
    'lines',
    'app-log',
    async () => {
      const failure = failing();
      if (failure && failure !== 'empty') throw new InfrastructureError(failure);
      return failure ? 0 : 5;
    },
    { blanks: [0], prove },
  );

async function verdictsOf(wanted: number, counted: ReturnType<typeof lines>, seen?: string[]) {
  const { run } = plantedRun();
  const rehearsals = new Rehearsals();
  const statement = rehearsed(rehearsals, run, counted, (of) => new ValueExpectation(of, 'observation', 'lines', counted));
  await statement.toBeAtLeast(wanted);
  const { verdicts, statements } = rehearsals.results([control], seen);
  return { run, verdicts, all: statements };
}

test('a statement is judged with each failure apart, and then as it is', async () => {
  const { run, verdicts, all } = await verdictsOf(
    5,
    lines(async () => ({ works: failing() === undefined, says: 'a later line' })),
  );
  expect(run.assertions).toMatchObject([{ agrees: true, observed: '5' }]);
  expect(Object.keys(verdicts)).toEqual([...failures]);
  expect(new Set(Object.values(verdicts))).toEqual(new Set(['inconclusive']));
  expect(all.map(({ outcome }) => outcome)).toEqual(failures.map(() => 'unread'));
});

test('a reading that takes nothing for an answer is found', async () => {
  expect((await verdictsOf(5, lines())).verdicts).toMatchObject({ empty: 'contradicted', missing: 'inconclusive' });
  expect((await verdictsOf(0, lines())).verdicts).toMatchObject({ empty: 'verified' });
});

test('what a broken instrument brings is held against what the ledger says is seen', async () => {
  expect((await verdictsOf(5, lines(), ['^4$'])).verdicts).toMatchObject({ empty: 'inconclusive' });
  expect((await verdictsOf(5, lines(), ['^0$'])).verdicts).toMatchObject({ empty: 'contradicted' });
});

test('without instrument mutants a statement is left alone', () => {
  const { run } = plantedRun();
  const plain = new ValueExpectation(run, 'observation', 'lines', lines());
  expect(rehearsed(undefined, run, lines(), () => plain)).toBe(plain);
});

test.for([
  ['5', '5'],
  ['backend-x7k2p  1/1  9s', 'backend-x7k2p  1/1  1m12s'],
])('an old answer that is still the true one is no fault: %o', async ([old, now]) => {
  const { run } = plantedRun();
  const rehearsals = new Rehearsals();
  const listed = reading<unknown>('lines', 'app-log', async () => (failing() ? old : now), unproven);
  await rehearsed(rehearsals, run, listed, (of) => new ValueExpectation(of, 'observation', 'lines', listed)).toHold(/\S/);
  const { verdicts, statements } = rehearsals.results([control, ...run.assertions]);
  expect(verdicts).toMatchObject({ empty: 'verified' });
  expect(verdicts).not.toHaveProperty('stale');
  expect(statements.find(({ failure }) => failure === 'stale')).toMatchObject({ outcome: 'same' });
});
