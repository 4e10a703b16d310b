import { expect, test } from 'vitest';
import type { Fault } from './fault.ts';
import type { Try } from './record.ts';
import { counted, describe as inWords, exitOfSeries, runSeries } from './series.ts';
import { plantedTry } from './testing.ts';

const load: Fault = { says: 'planted load', kind: 'load', perCore: 1, ends: ['as-expected'] };
const faults = { one: load, two: load };

/** A series in which each try comes out as it is told, in order. */
async function planted(n: number, outcomes: Try['outcome'][]) {
  const said: string[] = [];
  const kept: number[] = [];
  let again = 0;
  const tries = await runSeries(
    { seed: 's', n, faults, pool: ['m1-a', 'm1-b'] },
    {
      tryOnce: async ({ number, attempt, fault }) => plantedTry({ number, attempt, fault, outcome: outcomes.shift() ?? 'held' }),
      standAgain: async () => void again++,
      keep: (until) => kept.push(until.length),
      say: (line) => said.push(line),
    },
  );
  return { tries, said, kept, again };
}

test('each fault is tried once before any comes again, and each try is kept and told', async () => {
  const { tries, said, kept } = await planted(4, []);
  expect(tries.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(
    tries
      .slice(0, 2)
      .map(({ fault }) => fault)
      .sort(),
  ).toEqual(['one', 'two']);
  expect(kept).toEqual([1, 2, 3, 4]);
  expect(said[0]).toMatch(/^try 1 of 4: (one|two) \(planted load\)$/);
  expect(said.filter((line) => / about .* left$/.test(line))).toHaveLength(3);
});

test('a fault that was not done is tried again, three times at most, on a cluster that stands', async () => {
  const { tries, again } = await planted(2, ['not-done', 'held', 'not-done', 'not-done', 'not-done']);
  expect(tries.map(({ number, attempt }) => [number, attempt])).toEqual([
    [1, 1],
    [1, 2],
    [2, 1],
    [2, 2],
    [2, 3],
  ]);
  expect(again).toBe(4);
  expect(counted(tries).map(({ outcome }) => outcome)).toEqual(['held', 'not-done']);
  expect(exitOfSeries(tries)).toBe(2);
});

test('a try that did not hold is not made up for', async () => {
  const { tries } = await planted(2, ['broken', 'held']);
  expect(tries).toHaveLength(2);
  expect(exitOfSeries(tries)).toBe(1);
  expect(exitOfSeries([plantedTry({ outcome: 'not-done' }), plantedTry({ attempt: 2 })])).toBe(0);
});

test('a try is told with what shows its fault, its end, RESUME and findings', () => {
  expect(inWords(plantedTry())).toEqual([
    'held, 80 s: SIGKILL reached vitest, process 7 (12.5 s after the start); the run ended nothing-learned with 1 verified, 1 not-run; RESUME completed',
  ]);
  expect(
    inWords(plantedTry({ outcome: 'broken', resumed: 'refused', refusal: 'RESUME=x: gone', findings: ['left: a'] })),
  ).toEqual([expect.stringMatching(/^NOT held, .*; RESUME refused: RESUME=x: gone$/), '  left: a']);
  expect(
    inWords(plantedTry({ outcome: 'not-done', shown: undefined, ended: undefined, resumed: undefined, why: 'It rained.' })),
  ).toEqual(['not-done, 80 s: It rained.']);
});
