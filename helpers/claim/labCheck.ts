import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import { redact } from '../evidence/redact.ts';
import { root } from '../root.ts';
import { times } from '../times.ts';
import { runBody } from './runBody.ts';
import type { LabContext } from './context.ts';
import { closeLane, journal } from './lanePool.ts';
import { ClaimRun } from './claimRun.ts';

/**
 * Checks a property of the lab that claims rely on without naming it. Without the property, verdicts may be about the lab
 * and not about the document. The check is judged like a claim and must be `verified`.
 */
export function lab(says: string, body: (context: LabContext) => Promise<void>): void {
  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(says, { timeout: times.claim }, async ({ task, skip }) => {
    specFile = task.file.filepath;
    const run = new ClaimRun(says, journal());
    const { verdict, reason } = await runBody(run, specFile, body);
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
    if (!holds) throw new Error(redact(`The lab does not behave like a real cluster: ${says}. ${reason}`, new Map()));
  });
}
