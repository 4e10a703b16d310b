import { setTimeout as sleep } from 'node:timers/promises';
import { InfrastructureError, InterruptedError } from './errors.ts';

/** What was waited for did not come within its time. */
export class TimedOut extends InfrastructureError {}

/** What one look at the world saw. */
export type Look = { done: boolean; /** with counts: "12 of 17 pods ready" */ says: string };

export type PollOptions = {
  /** What is waited for, for the message. */
  what: string;
  timeoutMs: number;
  /** Pause between two looks, fixed or by the time that has passed. */
  everyMs?: number | ((elapsedMs: number) => number);
  signal?: AbortSignal;
  /** How to pause; plain time unless said. */
  sleep?: (ms: number) => Promise<void>;
  /** What an error of a look is: another look that saw nothing, or the end. */
  unanswered?: 'look' | 'throw';
  /** Called when what is seen changed. */
  onChange?: (says: string) => void;
  remedy?: string;
};

/**
 * Looks until it is done.
 *
 * @returns the last look's words
 * @throws TimedOut when time is up, with what was seen last; InterruptedError on Ctrl-C
 */
export async function poll(look: () => Promise<Look>, options: PollOptions): Promise<string> {
  const { what, timeoutMs, everyMs = 250, signal, onChange, remedy, unanswered = 'look' } = options;
  const pause = options.sleep ?? ((ms: number) => sleep(ms, undefined, { signal }).catch(() => undefined));
  const started = performance.now();
  let last: string | undefined;
  for (;;) {
    if (signal?.aborted) throw new InterruptedError(`Waiting for ${what} was stopped.`);
    const { done, says } = await (unanswered === 'look' ? look().catch(asLook) : look());
    if (done) return says;
    if (says !== last) onChange?.(says);
    last = says;
    const elapsed = performance.now() - started;
    if (elapsed > timeoutMs) {
      throw new TimedOut(`Waited ${Math.round(timeoutMs / 1000)} s for ${what}: ${says}.`, { remedy });
    }
    await pause(typeof everyMs === 'number' ? everyMs : everyMs(elapsed));
  }
}

/** An API server that doesn't answer yet is a look like any other; programming errors are not. */
function asLook(error: unknown): Look {
  if (error instanceof TypeError && error.cause === undefined) throw error;
  if (error instanceof RangeError || error instanceof ReferenceError) throw error;
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message : message;
  return { done: false, says: `no answer (${why.split('\n')[0]?.slice(0, 120)})` };
}
