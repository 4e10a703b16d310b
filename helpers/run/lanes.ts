import { availableParallelism, totalmem } from 'node:os';
import { UsageError } from '../errors.ts';

const bytesPerLane = 2 ** 30;
const limit = 12;

export interface Lanes {
  /** Take specs whatever the machine does: two a core. */
  sure: number;
  /** With those that take specs while the machine has processor time to spare: four a core, because a lane mostly waits. */
  most: number;
}

/** Lanes side by side, with one GiB of memory for each lane's pods; `LANES=<n>` says otherwise. */
export function lanes(
  env: NodeJS.ProcessEnv = process.env,
  machine = { cores: availableParallelism(), memory: totalmem() },
): Lanes {
  const fitting = (wanted: number) => Math.max(1, Math.min(limit, wanted, Math.floor(machine.memory / bytesPerLane) - 3));
  if (!env.LANES) return { sure: fitting(2 * machine.cores), most: fitting(4 * machine.cores) };
  const wanted = Number(env.LANES);
  if (!Number.isInteger(wanted) || wanted < 1)
    throw new UsageError(`LANES=${env.LANES} means nothing: use a whole number from 1.`);
  return { sure: wanted, most: wanted };
}
