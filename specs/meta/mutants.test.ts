import { expect, test } from 'vitest';
import { noticesFile, readNotices } from '../../helpers/evidence/notices.ts';
import { failures } from '../../helpers/failure.ts';
import { loadLedger } from '../../helpers/ledger/load.ts';
import { scanSpecs } from '../../helpers/ledger/specs.ts';
import { readMutants } from '../../helpers/mutants/mutantFile.ts';
import { root } from '../../helpers/root.ts';

const { worlds, instruments } = readNotices();
const mutants = await readMutants(undefined);
const { places } = await scanSpecs(root, await loadLedger(root));

test('every spec is named by a world that is broken on purpose', () => {
  const named = new Set(mutants.filter(({ instrument }) => !instrument).flatMap(({ targets }) => targets));
  expect([...places.keys()].filter((id) => !named.has(id))).toEqual([]);
});

test.for(worlds)('$name was measured as it is now, and each of its claims noticed', ({ name, says, noticed, unnoticed }) => {
  const mutant = mutants.find((one) => one.name === name);
  expect(mutant?.says, `${noticesFile} is older than its world: make mutants MUTANTS=${name}`).toBe(says);
  expect(unnoticed).toEqual([]);
  expect([...noticed].sort()).toEqual([...(mutant?.targets ?? [])].sort());
});

test('each world was measured', () => {
  const measured = new Set(worlds.map(({ name }) => name));
  expect(mutants.flatMap(({ name }) => (measured.has(name) ? [] : [`make mutants MUTANTS=${name}`]))).toEqual([]);
});

test.for(failures)('with %s instruments each claim was inconclusive', (failure) => {
  const measured = instruments?.failures.find((one) => one.failure === failure);
  expect(measured?.kept).toEqual([]);
  expect(measured?.inconclusive).toBe(measured?.claims);
});
