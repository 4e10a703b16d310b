import { isDeepStrictEqual } from 'node:util';
import { pause } from '../waiting.ts';
import type { Sample } from './reading.ts';

export interface Converged<T> {
  state: 'agreed' | 'disagreed' | 'unsettled';
  /** The streak that decided. */
  deciding: Sample<T>[];
  attempts: number;
  /** From the first try to the first sample of the deciding streak. */
  settledMs: number;
  /** Distinct outcomes in order of their last appearance, oldest first. */
  distinct: { says: string; count: number }[];
  last?: Sample<T>;
}

export interface Patience<T = unknown> {
  /** Samples in a row that must agree. */
  needed: number;
  /**
   * After a disagreement, so many in a row must agree, and for so long unless something explains the disagreement, such as a recent change.
   * `lost`: an agreement was seen before it.
   */
  doubted?: { needed: number; holdMs: number; explains: (says: string, lost: boolean) => boolean };
  /** The samples must also be equal to each other: a value that keeps changing differs from everything. */
  alike?: boolean;
  /** A steady disagreement counts only after this time. */
  windowMs: number;
  /** A disagreement that a starved machine gives too counts only so much later, and may flap so much longer. */
  late?: { is: (value: T) => boolean; moreMs: number };
  /** Still flapping at this time: unsettled. Samples that are slow in coming and have not flapped are waited for, `needed` of them. */
  limitMs: number;
}

/**
 * Watches samples until `needed` in a row agree, or until the same disagreement has stood `needed` times in a row past the window.
 * One disagreement resets the count (gateway-api conformance waits the same way: utils/http, 3 successes in 30 s).
 */
export async function converge<T>(
  samples: AsyncIterable<Sample<T>>,
  agrees: (value: T) => boolean,
  patience: Patience<T>,
): Promise<Converged<T>> {
  const { doubted, late } = patience;
  const started = performance.now();
  const counts = new Map<string, number>();
  let streak: Sample<T>[] = [];
  let streakAgrees = false;
  let streakAt = started;
  let needed = patience.needed;
  let holdMs = 0;
  let attempts = 0;
  let last: Sample<T> | undefined;
  const result = (state: Converged<T>['state']): Converged<T> => ({
    state,
    deciding: streak,
    attempts,
    settledMs: streakAt - started,
    distinct: [...counts].map(([says, count]) => ({ says, count })),
    last,
  });

  for await (const sample of samples) {
    attempts++;
    last = sample;
    const count = (counts.get(sample.says) ?? 0) + 1;
    counts.delete(sample.says);
    counts.set(sample.says, count);
    const agreed = agrees(sample.value);
    const before = streak.at(-1);
    const sameStory = agreed ? !patience.alike || isDeepStrictEqual(before?.value, sample.value) : before?.says === sample.says;
    const goesOn = before !== undefined && agreed === streakAgrees && sameStory;
    if (goesOn) streak.push(sample);
    else {
      if (!agreed && doubted) {
        needed = Math.max(needed, doubted.needed);
        if (!doubted.explains(sample.says, streakAgrees)) holdMs = doubted.holdMs;
      }
      streak = [sample];
      streakAgrees = agreed;
      streakAt = performance.now();
    }
    const elapsed = performance.now() - started;
    if (agreed && streak.length >= needed && performance.now() - streakAt >= holdMs) return result('agreed');
    const more = !agreed && late?.is(sample.value) ? late.moreMs : 0;
    if (!agreed && streak.length >= patience.needed && elapsed >= patience.windowMs + more) return result('disagreed');
    const isSlow = streak.length === attempts && attempts < patience.needed && sample.unread === undefined;
    if (elapsed >= patience.limitMs + more && !isSlow) break;
  }
  return result('unsettled');
}

/** Samples in a row that show that what came in between was an old connection's: 3 s. */
const steady = 12;

/** Watches until the samples have agreed for 3 s, within a limit. */
export function steadily<T>(
  samples: AsyncIterable<Sample<T>>,
  agrees: (value: T) => boolean,
  limitMs: number,
): Promise<Converged<T>> {
  return converge(samples, agrees, { needed: steady, windowMs: limitMs, limitMs });
}

/** Samples taken one after the other, `gapMs` between a take's start and the next. */
export async function* series<T>(take: () => Promise<Sample<T>>, gapMs: number): AsyncIterable<Sample<T>> {
  for (;;) {
    const started = performance.now();
    yield await take();
    const rest = gapMs - (performance.now() - started);
    if (rest > 0) await pause(rest);
  }
}

/** Samples that are no answer are passed over; where there are no others until the limit, one of them shows what there was. */
export async function* answered<T>(
  samples: AsyncIterable<Sample<T>>,
  limitMs: number,
  saysNothing: (value: T) => boolean = () => false,
): AsyncIterable<Sample<T>> {
  const started = performance.now();
  for await (const sample of samples) {
    const mute = sample.unread !== undefined || saysNothing(sample.value);
    if (!mute || performance.now() - started >= limitMs) yield sample;
  }
}
