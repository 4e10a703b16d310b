import { expect, test } from 'vitest';
import { descendants, processorSeconds } from '../processes.ts';
import { loadProcessors } from './load.ts';
import { plantedStage } from './testing.ts';

test('busy processes take processor time, and are gone when it is taken back', { timeout: 20_000 }, async () => {
  const busy = () => descendants(process.pid).filter(({ argv }) => argv.at(-1) === 'while :; do :; done');
  const { stage, undo } = plantedStage(() => '');
  // one for each processor would show the same
  expect(await loadProcessors({ says: '', kind: 'load', perCore: 1, ends: [] }, stage)).toMatch(
    /busy processes took [\d.]+ s of/,
  );
  expect(busy().length).toBeGreaterThan(0);
  expect(busy().reduce((sum, { pid }) => sum + processorSeconds(pid), 0)).toBeGreaterThan(0.2);
  await undo.disposeAsync();
  expect(busy()).toEqual([]);
});
