import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import type { Ended, Started } from '../program.ts';
import { ranIn, runIn, type Ran } from './ran.ts';

/** Milliseconds in which a run ends by itself: three claims one after the other, each at its limit. */
export const limit = 15 * 60_000;
/** Milliseconds from SIGINT to SIGKILL of a run that does not. */
const grace = 60_000;

/** A run that has ended, with the folder of its pack, which may never have been made. */
export interface Over {
  ran: Ran;
  id: string | undefined;
  pack: string | undefined;
  /** It had to be ended. */
  overdue: boolean;
}

/**
 * Waits for a run to end, and reads what it left.
 *
 * @param packs folder of its packs
 */
export async function toItsEnd(
  run: Started,
  packs: string,
  verifyPack: (pack: string) => Promise<string[]>,
  ms = limit,
): Promise<Over> {
  const overdue = !(await within(run.ended, ms));
  if (overdue) await endIt(run);
  const { exit, output } = await run.ended;
  const id = runIn(output);
  const pack = id && join(packs, id);
  return { ran: await ranIn(pack, { exit, output }, verifyPack), id, pack, overdue };
}

async function endIt({ pid, ended }: Started): Promise<void> {
  if (pid === undefined) return;
  signalTo(pid, 'SIGINT');
  if (!(await within(ended, grace))) signalTo(-pid, 'SIGKILL');
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended meanwhile
  }
}

/** Whether something ends within this time. */
export async function within(ended: Promise<Ended>, ms: number): Promise<boolean> {
  const waited = new AbortController();
  const over = await Promise.race([ended.then(() => true), sleep(ms, false, { signal: waited.signal }).catch(() => false)]);
  waited.abort();
  return over;
}
