import { Inconclusive } from '../errors.ts';
import type { ClaimRun } from './claimRun.ts';

export const limitMs = 240_000;
/** Before vitest's own limit, which would let the body go on while the next claim uses its lane. */
const bodyLimitMs = limitMs - 30_000;

export async function inTime(run: ClaimRun, body: () => Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    run.end(`the claim took longer than ${bodyLimitMs / 1000} s`);
    reject(new Inconclusive(`It took longer than ${bodyLimitMs / 1000} s.`));
  }, bodyLimitMs);
  try {
    await Promise.race([body(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
