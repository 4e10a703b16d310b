import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { times } from '../times.ts';

const enough = 0.3;

/** Times of all processors since the machine's start, in ms. */
export interface CpuTimes {
  idle: number;
  all: number;
}

function cpuTimes(): CpuTimes {
  const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
  const each = cpus().map((one) => one.times);
  return { idle: sum(each.map(({ idle }) => idle)), all: sum(each.flatMap((one) => Object.values(one))) };
}

/**
 * Delays a lane beyond the sure ones until 30 % of the processors' time is idle: its pods need a third while they start. Each of
 * these lanes measures one second longer than the one before it, so that they do not all claim the same idle time. The delay ends
 * after `times.idleCpu` in any case: the lane holds a spec file that no other lane takes.
 *
 * @param beyond how many lanes it is beyond the sure ones; below 1 there is nothing to wait for
 */
export async function waitForIdleCpu(
  beyond: number,
  look = cpuTimes,
  wait: (ms: number) => Promise<unknown> = pause,
): Promise<void> {
  let waited = 0;
  for (let idle = 0; beyond > 0 && idle < enough && waited < times.idleCpu;) {
    const before = look();
    await wait(1000 * (1 + beyond));
    waited += 1000 * (1 + beyond);
    const after = look();
    idle = (after.idle - before.idle) / (after.all - before.all);
  }
}
