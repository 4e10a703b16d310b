import { availableParallelism, totalmem } from 'node:os';
import { UsageError } from '../errors.ts';

const bytesPerLane = 2 ** 30;
const most = 12;

/** Lanes side by side: two a core, because a lane mostly waits, and one GiB of memory for each lane's pods; `LANES=<n>` says otherwise. */
export function lanes(
  env: NodeJS.ProcessEnv = process.env,
  machine = { cores: availableParallelism(), memory: totalmem() },
): number {
  if (!env.LANES) return Math.max(1, Math.min(most, 2 * machine.cores, Math.floor(machine.memory / bytesPerLane) - 3));
  const wanted = Number(env.LANES);
  if (!Number.isInteger(wanted) || wanted < 1)
    throw new UsageError(`LANES=${env.LANES} means nothing: use a whole number from 1.`);
  return wanted;
}
