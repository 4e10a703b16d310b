import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import { redact } from '../evidence/redact.ts';
import type { Need } from '../needs.ts';
import { root } from '../root.ts';
import { times } from '../times.ts';
import { runBody } from './runBody.ts';
import type { LabContext } from './context.ts';
import { closeLane, journal } from './lanePool.ts';
import { ClaimRun } from './claimRun.ts';

type Body = (context: LabContext) => Promise<void>;

interface LabOptions {
  /** Without which the property is not to be had; any other need that is not met means that the check failed. */
  needs?: Need[];
}

/**
 * Checks a property of the lab that claims rely on without naming it. Without the property, verdicts may be about the lab
 * and not about the document. The check is judged like a claim and must be `verified`.
 */
export function lab(says: string, ...given: [body: Body] | [options: LabOptions, body: Body]): void {
  const [{ needs = [] }, body] = given.length === 1 ? [{}, given[0]] : given;
  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(says, { timeout: times.claim }, async ({ task, skip }) => {
    specFile = task.file.filepath;
    const run = new ClaimRun(says, journal());
    const { verdict, reason, lacks } = await runBody(run, specFile, body);
    if (lacks && needs.includes(lacks)) {
      journal().write({ event: 'lab-not-applicable', says, lacks, reason });
      return skip(reason);
    }
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
