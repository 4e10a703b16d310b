import { relative } from 'node:path';
import { afterAll, test } from 'vitest';
import { messageOf, NotApplicable } from '../errors.ts';
import { root } from '../root.ts';
import { contextOf, type LabContext } from './context.ts';
import { inTime, limitMs } from './inTime.ts';
import { closeLane, journal, laneOf } from './laneOf.ts';
import { ClaimRun, plain } from './run.ts';
import { rule } from './verdict.ts';

/**
 * Shows a property of the lab on which claims lean without naming it: where it does not hold, verdicts may say something
 * about the lab instead of the document. Judged like a claim; it has to be `verified`.
 */
export function lab(says: string, body: (context: LabContext) => Promise<void>): void {
  let specFile = '';
  afterAll(() => closeLane(specFile));
  test(says, { timeout: limitMs }, async ({ task, skip }) => {
    specFile = task.file.filepath;
    const run = new ClaimRun(says, journal());
    let thrown: unknown;
    try {
      const { lane, kubeconfig } = await laneOf(specFile);
      await inTime(run, async () => {
        await body(contextOf(run, lane, kubeconfig));
        await run.endBeat();
      });
    } catch (error) {
      thrown = error;
    }
    if (thrown instanceof NotApplicable) return skip(thrown.message);
    const ruling = rule(run.assertions);
    const holds = ruling.verdict === 'verified' && thrown === undefined;
    const reason = thrown && !ruling.reason.startsWith('The control') ? messageOf(thrown) : ruling.reason;
    const beat = (name: string) => run.assertions.filter((one) => one.beat === name).map(plain);
    journal().write({
      event: 'lab-checked',
      check: {
        says,
        spec: relative(root, specFile),
        holds,
        reason,
        startedAt: run.startedAt.toISOString(),
        durationMs: Date.now() - run.startedAt.getTime(),
        controls: beat('control'),
        changes: run.changes,
        expectations: beat('observation'),
        observations: run.observations,
      },
    });
    if (!holds) throw new Error(`The lab does not behave like a real cluster: ${says}. ${reason}`);
  });
}
