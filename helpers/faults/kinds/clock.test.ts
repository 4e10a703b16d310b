import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../../../cluster/host/testing.ts';
import { readIfThere } from '../../../cluster/host/machine.ts';
import { jumpClock } from './clock.ts';
import { plantedStage } from './testing.ts';

const clock = { says: '', kind: 'clock', seconds: 90, holds: 1, ends: [] } as const;

/** date(1) of a machine whose clock is this test's: no test may set the real one. */
function plantedClock(exit = 0): { set: () => string; drift: (ms: number) => void } {
  const folder = temporaryFolder();
  const note = join(folder, 'set');
  writeFileSync(join(folder, 'date'), `#!/bin/sh\n[ ${exit} = 0 ] && printf '%s\\n' "$1" >> ${note}\nexit ${exit}\n`);
  chmodSync(join(folder, 'date'), 0o755);
  vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  const real = Date.now.bind(Date);
  let drifted = 0;
  const set = () => readIfThere(note) ?? '';
  vi.spyOn(Date, 'now').mockImplementation(
    () => real() + drifted + [...set().matchAll(/--set=([+-]\d+) seconds/g)].reduce((sum, [, by]) => sum + 1000 * Number(by), 0),
  );
  onTestFinished(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
  });
  return { set, drift: (ms) => (drifted = ms) };
}

test('the clock is set ahead, seen to be, and set back by as much', async () => {
  const { set } = plantedClock();
  const { stage, undo } = plantedStage(() => '', { holds: 1 });
  expect(await jumpClock(clock, stage)).toBe('the clock is ahead by 90.0 s');
  await undo.disposeAsync();
  expect(set()).toBe('--set=+90 seconds\n--set=-90 seconds\n');
});

test('a clock that cannot be set is not done, and not set back', async () => {
  const { set } = plantedClock(1);
  const { stage, undo } = plantedStage(() => '', { patience: 500 });
  await expect(jumpClock(clock, stage)).rejects.toThrow('It is not seen that the clock has jumped by 90 s.');
  await undo.disposeAsync();
  expect(set()).toBe('');
});

test('a clock that does not come back is told', async () => {
  const { set, drift } = plantedClock();
  const { stage, undo } = plantedStage(() => '');
  await jumpClock(clock, stage);
  drift(90_000);
  await expect(undo.disposeAsync()).rejects.toThrow('The clock is off by 90.0 s after the fault.');
  expect(set()).toContain('--set=-90 seconds');
});
