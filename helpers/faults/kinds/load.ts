import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import type { Of } from '../fault.ts';
import { processorSeconds } from '../processes.ts';
import { NotDone, type Stage } from '../stage.ts';

/** Milliseconds in which the busy processes show that they are. */
const showing = 2_000;

/** Starts busy processes, each in a session of its own, which the kernel gives a share like that of the run. */
export async function loadProcessors({ perCore }: Of<'load'>, { undo }: Stage): Promise<string> {
  const cores = availableParallelism();
  const busy = Array.from({ length: cores * perCore }, () =>
    execa('setpriv', ['--pdeathsig', 'KILL', '--', 'sh', '-c', 'while :; do :; done'], {
      detached: true,
      stdio: 'ignore',
      reject: false,
    }),
  );
  undo.defer(async () => {
    for (const one of busy) one.kill('SIGKILL');
    await Promise.all(busy);
  });
  await sleep(showing);
  const taken = busy.reduce((sum, { pid }) => sum + (pid ? processorSeconds(pid) : 0), 0);
  // with as many that are busy, a fair share is half
  if (taken < (cores * showing) / 1000 / 4)
    throw new NotDone(`${busy.length} busy processes took ${taken.toFixed(1)} s of processor time in ${showing / 1000} s.`);
  return `${busy.length} busy processes took ${taken.toFixed(1)} s of ${cores} processors’ time in ${showing / 1000} s`;
}
