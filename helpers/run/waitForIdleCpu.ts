import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

const enough = 0.3;

/** Times of all processors since the machine's start, in ms. */
export interface Times {
  idle: number;
  all: number;
}

function times(): Times {
  const sum = (values: number[]) => values.reduce((total, one) => total + one, 0);
  const each = cpus().map((one) => one.times);
  return { idle: sum(each.map(({ idle }) => idle)), all: sum(each.flatMap((one) => Object.values(one))) };
}

/**
 * Waits until a lane beyond the sure ones has room: while its pods start, a lane needs a third of the processors' time. Where there is
 * less, more lanes would only make each other's claims wait. Each looks for a second longer than the one before it, so that they do
 * not all see the same room.
 *
 * @param beyond how many lanes it is beyond the sure ones; below 1 there is nothing to wait for
 */
export async function room(beyond: number, look = times, wait: (ms: number) => Promise<unknown> = pause): Promise<void> {
  for (let idle = 0; beyond > 0 && idle < enough;) {
    const before = look();
    await wait(1000 * (1 + beyond));
    const after = look();
    idle = (after.idle - before.idle) / (after.all - before.all);
  }
}
