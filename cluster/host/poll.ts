import { setTimeout as sleep } from 'node:timers/promises';
import { InfrastructureError, InterruptedError } from './errors.ts';

/** What one look at the world saw. */
export type Look = { done: boolean; /** with counts: "12 of 17 pods ready" */ says: string };

export type PollOptions = {
  /** What is waited for, for the message. */
  what: string;
  timeoutMs: number;
  everyMs?: number;
  signal: AbortSignal;
  /** Called when what is seen changed. */
  onChange?: (says: string) => void;
  remedy?: string;
};

/**
 * Looks until it is done.
 *
 * @returns the last look's words
 * @throws InfrastructureError when time is up, with what was seen last; InterruptedError on Ctrl-C
 */
export async function poll(look: () => Promise<Look>, options: PollOptions): Promise<string> {
  const { what, timeoutMs, everyMs = 250, signal, onChange, remedy } = options;
  const end = performance.now() + timeoutMs;
  let last: string | undefined;
  for (;;) {
    if (signal.aborted) throw new InterruptedError(`Waiting for ${what} was stopped.`);
    const { done, says } = await look().catch(unanswered);
    if (done) return says;
    if (says !== last) onChange?.(says);
    last = says;
    if (performance.now() > end) {
      throw new InfrastructureError(`Waited ${Math.round(timeoutMs / 1000)} s for ${what}: ${says}.`, { remedy });
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

/** An API server that doesn't answer yet is a look like any other; programming errors are not. */
function unanswered(error: unknown): Look {
  if (error instanceof TypeError && error.cause === undefined) throw error;
  if (error instanceof RangeError || error instanceof ReferenceError) throw error;
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message : message;
  return { done: false, says: `no answer (${why.split('\n')[0]?.slice(0, 120)})` };
}
