import { Inconclusive } from '../errors.ts';
import { times } from '../times.ts';
import type { ClaimRun } from './claimRun.ts';

export async function inTime(run: ClaimRun, body: () => Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    run.end(`the claim took longer than ${times.body / 1000} s`);
    reject(new Inconclusive(`It took longer than ${times.body / 1000} s.`));
  }, times.body);
  try {
    await Promise.race([body(), promise]);
  } finally {
    clearTimeout(timer);
  }
}
