import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import { root } from '../root.ts';
import { times } from '../times.ts';
import { carryOut } from './runBody.ts';
import type { LabContext } from './context.ts';
import { closeLane, journal } from './lanePool.ts';
import { ClaimRun } from './claimRun.ts';

/**
 * Shows a property of the lab on which claims lean without naming it: where it does not hold, verdicts may say something
 * about the lab instead of the document. Judged like a claim; it has to be `verified`.
 */
export function lab(says: string, body: (context: LabContext) => Promise<void>): void {
  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(says, { timeout: times.claim }, async ({ task, skip }) => {
    specFile = task.file.filepath;
    const run = new ClaimRun(says, journal());
    const { verdict, reason } = await carryOut(run, specFile, body);
    if (verdict === 'not-applicable') return skip(reason);
    const holds = verdict === 'verified';
    journal().write({
      event: 'lab-checked',
      check: {
        says,
        spec: relative(root, specFile),
        holds,
        reason,
        startedAt: run.startedAt.toISOString(),
        durationMs: Date.now() - run.startedAt.getTime(),
        controls: run.told('control'),
        changes: run.changes,
        expectations: run.told('observation'),
        observations: run.observations,
      },
    });
    if (!holds) throw new Error(`The lab does not behave like a real cluster: ${says}. ${reason}`);
  });
}
