import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive, processId } from '../../cluster/host/process.ts';
import { InfrastructureError, messageOf } from '../errors.ts';
import type { Started } from '../program.ts';
import { runFolder } from '../settings.ts';
import { endingOf, type Fault } from './fault.ts';
import { isWhole, lies, resumed, wrongEnding, type Expected, type Resumed } from './judge.ts';
import { limit, toItsEnd, within } from './oneRun.ts';
import type { Planned } from './plan.ts';
import type { Ran } from './ran.ts';
import type { Try } from './record.ts';
import { differences, type Standing } from './residue.ts';
import { NotDone, NotTakenBack, type Ground, type Stage } from './stage.ts';

/** What a try works with. */
export interface Tools {
  /** Starts the program behind `make verify` with its packs in a folder. */
  verify: (asked: { CLAIMS: string } | { RESUME: string }, packs: string, log: string) => Started;
  /** What the verifier of packs says against one, a line each. */
  verifyPack: (pack: string) => Promise<string[]>;
  inject: (fault: Fault, stage: Stage) => Promise<string>;
  smallDisk: (packs: string, end: AsyncDisposableStack) => Promise<void>;
  /** Waits until the cluster is as it was. @throws {NotDone} where it does not come back */
  comesBack: () => Promise<void>;
  /** Of the cluster itself: another one is made where it does not come back. */
  clusterUid: () => Promise<string>;
  standing: () => Promise<Standing>;
  filesLeft: (packs: readonly string[]) => string[];
  processesLeft: (words: readonly string[]) => Promise<string[]>;
}

export interface Where {
  ground: Ground;
  /** Folder of this try. */
  folder: string;
  /** Seconds that the claims take without a fault. */
  span: number;
  expected: Expected;
  signal: AbortSignal;
  /** Milliseconds until what a run made is gone, namespaces above all. */
  goneIn?: number;
}

/** What is known of a try so far. */
interface Seen {
  packs: string[];
  findings: string[];
  shown?: string;
  ran?: Ran;
  resumed?: Resumed;
}

/**
 * Runs claims under a fault, and says whether the suite was honest, went on and left nothing.
 *
 * @throws {NotTakenBack} where the fault is still there; the signal's reason after it
 */
export async function tryOnce(planned: Planned, fault: Fault, where: Where, tools: Tools): Promise<Try> {
  const begun = performance.now();
  const seen: Seen = { packs: [], findings: [] };
  const why = await tried(planned, fault, where, tools, seen).then(
    () => undefined,
    (error: unknown) => whyNotDone(error).message,
  );
  const { number, attempt, claims } = planned;
  const { findings, shown, ran } = seen;
  return {
    ...{ number, fault: planned.fault, attempt, claims },
    at: Math.round(planned.when * where.span * 10) / 10,
    // what is not so is not so, fault or no fault
    outcome: findings.length > 0 ? 'broken' : why === undefined ? 'held' : 'not-done',
    ...(shown !== undefined && { shown }),
    ...(why !== undefined && { why }),
    ...(ran && { ended: endingOf(ran.exit) }),
    verdicts: verdictsOf(ran, claims),
    ...(seen.resumed && { resumed: seen.resumed.how }),
    ...(seen.resumed?.how === 'refused' && { refusal: seen.resumed.why }),
    findings,
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

async function tried(planned: Planned, fault: Fault, where: Where, tools: Tools, seen: Seen): Promise<void> {
  const [before, uid] = [await tools.standing(), await tools.clusterUid()];
  await runs(planned, fault, where, tools, seen);
  if ((await tools.clusterUid()) !== uid) throw new NotDone('The cluster was made again.');
  seen.findings.push(...(await leftOf(before, seen.packs, where, tools)));
}

/** The run under the fault, and the one that goes on with it. */
async function runs(planned: Planned, fault: Fault, where: Where, tools: Tools, seen: Seen): Promise<void> {
  const { folder, expected, signal } = where;
  const { claims } = planned;
  const packs = join(folder, 'packs');
  mkdirSync(packs, { recursive: true });
  await using end = new AsyncDisposableStack();
  if (fault.kind === 'disk-full') await tools.smallDisk(packs, end);
  const start = (asked: { CLAIMS: string } | { RESUME: string }, log: string) => {
    const run = tools.verify(asked, packs, join(folder, log));
    // the disk stays as long as a run is on it
    end.defer(async () => void (await run.ended));
    return run;
  };
  const over = async (run: Started) => {
    const ended = await toItsEnd(run, packs, tools.verifyPack);
    signal.throwIfAborted();
    if (ended.pack !== undefined) seen.packs.push(ended.pack);
    if (ended.overdue) seen.findings.push(`a run did not end within ${limit / 60_000} min`);
    return ended;
  };

  const run = start({ CLAIMS: claims.join(',') }, 'run.log');
  const undone = await broken(run, packs, { planned, fault, where, tools, seen }).then(() => undefined, whyNotDone);
  const { ran, id, pack } = await over(run);
  seen.ran = ran;
  seen.findings.push(...lies(ran, claims, expected), ...(undone ? [] : wrongEnding(ran, fault)));
  const left = await tools.processesLeft([packs, ...(pack ? [runFolder(pack)] : [])]);
  seen.findings.push(...left.map((one) => `after the run there is ${one}`));
  await tools.comesBack();
  if (undone) throw undone;
  if (ran.exit === 0) return;

  if (id !== undefined) {
    const again = await over(start({ RESUME: id }, 'resume.log'));
    // a refusal prints no name of a run
    seen.resumed = resumed(
      again.id === id ? again.ran : { ...ran, exit: again.ran.exit, output: again.ran.output },
      claims,
      expected,
    );
    if (seen.resumed.how === 'failed') seen.findings.push(`RESUME: ${seen.resumed.why}`);
    if (seen.resumed.how !== 'refused') return;
  }
  const afresh = await over(start({ CLAIMS: claims.join(',') }, 'afresh.log'));
  if (afresh.ran.exit !== 0 || !isWhole(afresh.ran, claims, expected))
    seen.findings.push(`the next run, without RESUME, did not end as expected (status ${afresh.ran.exit ?? 'of a signal'})`);
}

type OfTry = { planned: Planned; fault: Fault; where: Where; tools: Tools; seen: Seen };

/** Does the fault at its moment, and takes it back after its time or when the run has ended. */
async function broken({ pid, ended }: Started, packs: string, { planned, fault, where, tools, seen }: OfTry): Promise<void> {
  if (pid === undefined) throw new NotDone('The run was not started.');
  const run = processId(pid);
  const goesOn = () => isAlive(run);
  const undo = new AsyncDisposableStack();
  const { ground, signal } = where;
  const own = { draws: planned.draws, holds: fault.holds, patience: 10_000 };
  const stage: Stage = { ...ground, ...own, run: pid, packs, goesOn, undo, signal };
  try {
    await within(ended, planned.when * where.span * 1000);
    signal.throwIfAborted();
    if (!goesOn()) throw new NotDone('The run ended before the fault.');
    seen.shown = await tools.inject(fault, stage);
    if (fault.kind !== 'signal' && !goesOn()) throw new NotDone('The run ended before the fault was seen.');
    await within(ended, fault.holds === undefined ? limit : fault.holds * 1000);
  } finally {
    await undo.disposeAsync().catch(notTakenBack);
  }
}

/** What is left when namespaces had time to go. */
export async function leftOf(
  before: Standing,
  packs: readonly string[],
  { goneIn = 120_000, signal }: Pick<Where, 'goneIn' | 'signal'>,
  tools: Pick<Tools, 'standing' | 'filesLeft'>,
): Promise<string[]> {
  const started = performance.now();
  for (;;) {
    const left = [...differences(before, await tools.standing()), ...tools.filesLeft(packs)];
    if (left.length === 0) return [];
    if (performance.now() - started > goneIn) return left.map((one) => `left: ${one}`);
    signal.throwIfAborted();
    await sleep(Math.min(2_000, goneIn));
  }
}

/** What could not be done, seen or asked says nothing of the suite. Any other error is thrown on. */
function whyNotDone(error: unknown): InfrastructureError {
  if (error instanceof InfrastructureError && !(error instanceof NotTakenBack)) return error;
  throw error;
}

function notTakenBack(cause: unknown): never {
  throw new NotTakenBack(`A fault was not taken back: ${messageOf(cause)}`, {
    cause,
    remedy: 'Take it back by hand, or run `make kind-down`; make faults begins with mending what it can.',
  });
}

/** How many of the claims have which verdict. */
function verdictsOf(ran: Ran | undefined, chosen: readonly string[]): Record<string, number> {
  const own = ran?.evidence?.claims.filter(({ id }) => chosen.includes(id)) ?? [];
  return Object.fromEntries([...Map.groupBy(own, ({ verdict }) => verdict)].map(([verdict, { length }]) => [verdict, length]));
}
