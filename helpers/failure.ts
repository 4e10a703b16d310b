import { AsyncLocalStorage } from 'node:async_hooks';
import { settings } from './settings.ts';

/** The ways in which an instrument mutant breaks what a reading goes through: a shell, an exec in a pod, a request to the API server. */
export const failures = ['missing', 'unreachable', 'timeout', 'cut', 'empty', 'mute', 'garbage', 'stale'] as const;
export type Failure = (typeof failures)[number];

const broken = new AsyncLocalStorage<{ failure: Failure; touched: number }>();

/** Answers of this worker, for an instrument that gives an old one. */
const answers = new Map<string, unknown>();

/** Keeps an answer where instruments will be broken. */
export function remember<T>(question: string, answer: T): T {
  if (settings().instruments && !isFailing()) answers.set(question, answer);
  return answer;
}

/** The last answer to the same question. */
export function recall<T>(question: string): T | undefined {
  return answers.get(question) as T | undefined;
}

/** Text that no program of the lab prints. */
export const garbage = '\u0007%x9f;;#\n';

/** How the instrument fails that asks; undefined in every run but one with instrument mutants (`make mutants MUTANTS=instruments`). */
export function failing(): Failure | undefined {
  const now = broken.getStore();
  if (now) now.touched++;
  return now?.failure;
}

/** Waiting is of no use: the answer will not change. */
export function isFailing(): boolean {
  return broken.getStore() !== undefined;
}

/** Runs `work` with broken instruments. Returns how many of them it used. */
export async function whileFailing(failure: Failure, work: () => Promise<void>): Promise<number> {
  const now = { failure, touched: 0 };
  await broken.run(now, work);
  return now.touched;
}
