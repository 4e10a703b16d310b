import { messageOf, NotApplicable } from '../errors.ts';
import type { Lane } from '../lane/lane.ts';
import { contextOf, type LabContext } from './context.ts';
import { diagnose } from './diagnosis.ts';
import { inTime } from './timeLimit.ts';
import { laneOf } from './lanePool.ts';
import type { ClaimRun } from './claimRun.ts';
import type { Rehearsals } from './rehearsal.ts';
import { rule, type Ruling } from './ruling.ts';

export interface BodyOptions {
  /** Of a claim that the ledger calls wrong: see `rule`. */
  seen?: string[];
  rehearsals?: Rehearsals;
}

type Body = (context: LabContext, lane: Lane) => Promise<void>;

/** Runs a spec's body in its lane, to the end of its last beat, and rules on what it asserted. Throws nothing. */
export async function runBody(run: ClaimRun, specFile: string, body: Body, options: BodyOptions = {}): Promise<Ruling> {
  const ruling = await ruledBody(run, specFile, body, options);
  // what goes on of its body, beside a step that threw, has nothing to say any more
  run.end('The claim has ended.');
  await run.undo();
  return ruling;
}

async function ruledBody(run: ClaimRun, specFile: string, body: Body, { seen, rehearsals }: BodyOptions): Promise<Ruling> {
  let thrown: unknown;
  let entered: Lane | undefined;
  try {
    const { lane, station } = await laneOf(specFile);
    entered = lane;
    await inTime(run, async () => {
      await body(contextOf(run, lane, station, rehearsals), lane);
      await run.endBeat();
      run.settleShowings();
      run.mustBeJudged();
    });
  } catch (error) {
    thrown = error;
  }
  if (thrown instanceof NotApplicable) return { verdict: 'not-applicable', reason: thrown.message, erratum: 'not-run' };
  const ruling = rulingOf(run, thrown, seen);
  if (ruling.verdict === 'inconclusive' && entered) await diagnose(entered, (reading, sample) => run.record(reading, [], sample));
  return ruling;
}

function rulingOf(run: ClaimRun, thrown: unknown, seen: string[] | undefined): Ruling {
  const ruling = rule(run.assertions, seen);
  // a failed control has its own, fuller reason
  if (!thrown || ruling.reason.startsWith('The control')) return ruling;
  return { verdict: 'inconclusive', reason: messageOf(thrown), erratum: 'not-run' };
}
