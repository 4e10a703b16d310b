import { expect, test } from 'vitest';
import { noticesFile, readNotices } from '../../helpers/evidence/notices.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { readMutants } from '../../helpers/mutants/mutantFile.ts';
import { root } from '../../helpers/root.ts';

const { worlds, instruments } = readNotices();
const mutants = await readMutants(undefined);
const { places } = await scanSpecs(root, await loadLedger(root));

test.for(mutants)('$name was measured with the claims that it names now, and each noticed', ({ name, says, targets }) => {
  const world = worlds.find((one) => one.name === name);
  expect(world?.says, `measure it, and commit ${noticesFile}: make mutants MUTANTS=${name}`).toBe(says);
  expect(world?.unnoticed).toEqual([]);
  expect([...(world?.noticed ?? [])].sort()).toEqual([...targets].sort());
});

test('every spec is seen red in a world that is broken on purpose', () => {
  const named = new Set(mutants.filter(({ instrument }) => !instrument).flatMap(({ targets }) => targets));
  expect([...places.keys()].filter((id) => !named.has(id))).toEqual([]);
});

test('nothing is on record of a world that is gone', () => {
  const names = mutants.map(({ name }) => name);
  expect(worlds.map(({ name }) => name).filter((name) => !names.includes(name))).toEqual([]);
});

test('with a broken instrument no claim keeps its verdict', () => {
  expect(instruments?.failures.map(({ failure, kept }) => [failure, kept])).toEqual(
    instruments?.failures.map(({ failure }) => [failure, []]),
  );
  expect(instruments?.failures.every(({ claims, inconclusive }) => claims > 0 && inconclusive === claims)).toBe(true);
});
