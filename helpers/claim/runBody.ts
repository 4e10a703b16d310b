import { Drifted, messageOf, NotApplicable, ReaderRefused } from '../errors.ts';
import { type Cluster, connection } from '../kube/connection.ts';
import type { Lane } from '../lane/lane.ts';
import type { Roles } from '../namespaceRoles.ts';
import { missingImage, type MissingImage } from '../kube/missingImage.ts';
import { isPromised, type Need } from '../needs.ts';
import { contextOf, type LabContext } from './context.ts';
import { diagnose } from './diagnosis.ts';
import { inTime } from './timeLimit.ts';
import { laneOf } from './lanePool.ts';
import { notingUses } from '../uses.ts';
import type { ClaimRun } from './claimRun.ts';
import type { Rehearsals } from './rehearsal.ts';
import { isFormer, refusal, rule, type Ruling } from './ruling.ts';

export interface BodyOptions {
  /** Of a claim that the ledger calls wrong: see `rule`. */
  seen?: string[];
  /** Of a claim whose erratum is applied: see `rule`. */
  formerly?: string[];
  rehearsals?: Rehearsals;
  /** Text of the document: an image that it does not name is the spec's own matter, which may look for one that is not there. */
  document?: string;
  /** What the ledger says that the claim needs. */
  needs?: readonly Need[];
  /** What the namespaces of its document are to the lane. */
  namespaces?: Roles;
}

type Body = (context: LabContext, lane: Lane) => Promise<void>;

/** How a body ended. */
interface Ended {
  thrown?: unknown;
  /** Undefined where the lane could not be had. */
  lane?: Lane;
  /** A step in its midst ended it. */
  early: boolean;
}

/** Runs a spec's body in its lane, to the end of its last beat, and rules on what it asserted. Throws nothing. */
export async function runBody(run: ClaimRun, specFile: string, body: Body, options: BodyOptions = {}): Promise<Ruling> {
  const ended = await toItsEnd(run, specFile, body, options);
  const ruling = await ruledBody(run, ended, options);
  // what goes on of its body, beside a step that threw, has nothing to say any more
  run.end('The claim has ended.');
  await run.undo();
  return ended.early && ended.lane?.changedByCommand ? { ...ruling, cutShort: true } : ruling;
}

async function toItsEnd(run: ClaimRun, specFile: string, body: Body, options: BodyOptions): Promise<Ended> {
  const ended: Ended = { early: false };
  try {
    const { lane, station } = await laneOf(specFile);
    ended.lane = lane;
    lane.serves(options.namespaces);
    await inTime(run, async () => {
      const use = { parts: run.used, crew: () => lane.workloads };
      const lacking = await notingUses(use, async () => {
        const thrown = await body(contextOf(run, lane, station, options.rehearsals), lane).catch((error: unknown) => {
          ended.early = true;
          if (!(error instanceof ReaderRefused)) return onlyLacking(error);
          run.asserted(refusal(error));
          return undefined;
        });
        await run.endBeat();
        return thrown;
      });
      if (lacking) throw lacking;
      run.settleShowings();
      run.mustBeJudged();
    });
  } catch (error) {
    ended.thrown = error;
  }
  return ended;
}

async function ruledBody(
  run: ClaimRun,
  { thrown, lane }: Ended,
  { seen, formerly, document = '', needs }: BodyOptions,
): Promise<Ruling> {
  const missing = lane && document !== '' ? await missingImage(lane.namespaces, run.startedAt).catch(() => undefined) : undefined;
  if (missing && document.includes(missing.image)) return lackingImage(missing, needs);
  // what disagreed before the need was missed outranks the need
  if (thrown instanceof NotApplicable && run.assertions.every((one) => one.agrees || isFormer(one, formerly)))
    return lackingOf(thrown, (await connection()).cluster);
  const ruling = rulingOf(run, thrown, seen, formerly);
  if (ruling.verdict === 'inconclusive' && lane) await diagnose(lane, (reading, sample) => run.record(reading, [], sample));
  return ruling;
}

/** The claim's last beat is still to end where a need is not met. */
function onlyLacking(error: unknown): NotApplicable {
  if (error instanceof NotApplicable) return error;
  throw error;
}

/** A need that is not met; where the cluster promises it, something is broken. */
function lackingOf({ need, message }: NotApplicable, cluster: Cluster): Ruling {
  if (!isPromised(need, cluster)) return { verdict: 'not-applicable', reason: message, erratum: 'not-run', lacks: need };
  const reason = `A cluster of provider ${cluster.provider} promises the need ${need}: ${message.replace(/\.?$/, '.')}`;
  return { verdict: 'inconclusive', reason, erratum: 'not-run' };
}

/** A pod that never ran says nothing of the document. */
function lackingImage({ image, says }: MissingImage, needs: readonly Need[] = []): Ruling {
  const reason = `The image ${image} cannot be had here: ${says}`;
  const lacks = needs.find((one) => one === `image ${image}` || `image ${image}`.startsWith(`${one}:`));
  if (lacks) return { verdict: 'not-applicable', reason, erratum: 'not-run', lacks };
  const remedy = `A claim that needs it says so in the ledger: needs: [image ${image}].`;
  return { verdict: 'inconclusive', reason: `${reason.replace(/\.?$/, '.')} ${remedy}`, erratum: 'not-run' };
}

function rulingOf(run: ClaimRun, thrown: unknown, seen: string[] | undefined, formerly: string[] | undefined): Ruling {
  if (thrown instanceof Drifted) return { verdict: 'drifted', reason: thrown.message, erratum: 'not-run' };
  const ruling = rule(run.assertions, seen, formerly);
  // a failed control has its own, fuller reason
  if (!thrown || thrown instanceof NotApplicable || ruling.reason.startsWith('The control')) return ruling;
  return { verdict: 'inconclusive', reason: messageOf(thrown), erratum: 'not-run' };
}
