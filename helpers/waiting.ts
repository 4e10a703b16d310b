import { setTimeout as sleep } from 'node:timers/promises';
import { poll, TimedOut } from '../cluster/host/poll.ts';
import { isFailing } from './failure.ts';

let active = 0;
let since = 0;
let total = 0;

/** Counts the wall time in which at least one call to the cluster is under way, so that our own overhead is the rest. */
export async function waiting<T>(work: () => Promise<T>): Promise<T> {
  if (active++ === 0) since = performance.now();
  try {
    return await work();
  } finally {
    if (--active === 0) total += performance.now() - since;
  }
}

/** Milliseconds waited since the last call. One claim runs at a time in a worker, so the count is that claim's. */
export function takeWaitingMs(): number {
  const taken = total + (active > 0 ? performance.now() - since : 0);
  total = 0;
  since = performance.now();
  return taken;
}

/** A pause that counts as waiting for the cluster. */
export function pause(ms: number): Promise<void> {
  return waiting(() => sleep(isFailing() ? 0 : ms));
}

/**
 * Asks until `look` says true; otherwise `look` says in words what it saw. An error of `look` ends the wait.
 *
 * @param what completes "Waited 20 s for …"
 * @throws {TimedOut} with what was seen last
 */
export async function until(
  what: string,
  timeoutMs: number,
  look: () => Promise<true | string>,
  everyMs = lessAndLess,
): Promise<void> {
  const asLook = async () => {
    const seen = await look();
    return { done: seen === true, says: seen === true ? '' : seen };
  };
  await poll(asLook, { what, timeoutMs: isFailing() ? 0 : timeoutMs, everyMs, sleep: pause, unanswered: 'throw' });
}

/** As `until`, for what may stay away: returns whether it was seen in time. */
export async function seenWithin(
  timeoutMs: number,
  look: () => Promise<true | string>,
  everyMs?: () => number,
): Promise<boolean> {
  return until('it', timeoutMs, look, everyMs).then(
    () => true,
    (error: unknown) => {
      if (error instanceof TimedOut) return false;
      throw error;
    },
  );
}

/** Lanes wait for dozens of pods at once, and their questions cost the API server what the pods need to start. */
const lessAndLess = (elapsedMs: number) => Math.min(1000, 200 + elapsedMs / 10);
