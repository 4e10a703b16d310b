import { messageOf, NotApplicable } from '../errors.ts';
import type { Lane } from '../lane/lane.ts';
import { contextOf, type LabContext } from './context.ts';
import { inTime } from './timeLimit.ts';
import { laneOf } from './lanePool.ts';
import type { ClaimRun } from './claimRun.ts';
import { rule, type Ruling } from './ruling.ts';

/** Runs a spec's body in its lane, to the end of its last beat, and rules on what it asserted. Throws nothing. */
export async function carryOut(
  run: ClaimRun,
  specFile: string,
  body: (context: LabContext, lane: Lane) => Promise<void>,
): Promise<Ruling> {
  let thrown: unknown;
  try {
    const { lane, kubeconfig } = await laneOf(specFile);
    await inTime(run, async () => {
      await body(contextOf(run, lane, kubeconfig), lane);
      await run.endBeat();
    });
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof NotApplicable) return { verdict: 'not-applicable', reason: thrown.message, erratum: 'not-run' };
  const ruling = rule(run.assertions);
  // a failed control has its own, fuller reason
  if (thrown && !ruling.reason.startsWith('The control'))
    return { verdict: 'inconclusive', reason: messageOf(thrown), erratum: 'not-run' };
  return ruling;
}
