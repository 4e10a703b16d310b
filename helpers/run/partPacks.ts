import { createHash } from 'node:crypto';
import { requirePlain } from '../../cluster/host/regularFile.ts';
import { UsageError } from '../errors.ts';
import { differences, otherParts } from '../evidence/basis.ts';
import { readJournal, type Event, type Shard } from '../evidence/journal.ts';
import { evidenceText } from '../evidence/packFiles.ts';
import { packsIn, type PackFound } from '../evidence/packsIn.ts';
import type { Environment, RunPart } from '../evidence/schema.ts';
import { verifyPack } from '../verifyPack.ts';

type Started = Extract<Event, { event: 'run-started' }>;

/** The pack of one part of a run. */
export interface PartPack extends PackFound {
  events: Event[];
  start: Started;
  shard: Shard;
}

/**
 * The packs of a run's parts below a folder, the one that ended last at the end.
 *
 * @throws {UsageError} where one is altered or no part of a run, or they are not all parts of one run
 */
export async function partPacks(folder: string, problemsOf = verifyPack): Promise<PartPack[]> {
  const parts = (await packsIn(folder)).map(asPart);
  requireOneRun(parts);
  for (const { pack } of parts) {
    const problems = await problemsOf(pack);
    if (problems.length > 0)
      throw new UsageError(`${pack} is not as its run left it: ${problems.join('; ')}`, {
        remedy: 'Get the pack again from the machine that made it.',
      });
  }
  return parts.sort((a, b) => a.evidence.run.finished.localeCompare(b.evidence.run.finished));
}

function asPart({ pack, evidence }: PackFound): PartPack {
  requirePlain(pack);
  const events = readJournal(pack);
  const start = events.find((one) => one.event === 'run-started');
  if (!start?.shard)
    throw new UsageError(`${pack} is no part of a run: make verify SHARD=1/2 and SHARD=2/2 make some. Take it away from there.`);
  return { pack, evidence, events, start, shard: start.shard };
}

function requireOneRun(parts: readonly PartPack[]): void {
  const [first, ...others] = parts as [PartPack, ...PartPack[]];
  for (const other of others) {
    const differing = notAlike(first, other);
    if (differing.length > 0)
      throw new UsageError(`${first.pack} and ${other.pack} are no parts of one run: ${differing.join('; ')}`, {
        remedy: 'Leave the packs of one run in the folder: of one commit, one selection and one cluster’s parts.',
      });
  }
  const { of } = first.shard;
  const numbers = parts.map(({ shard }) => shard.part);
  const twice = numbers.filter((part, index) => numbers.indexOf(part) !== index);
  if (twice.length > 0)
    throw new UsageError(
      `part ${twice[0]} of ${of} is there more than once: leave the pack that counts, and take the other away.`,
    );
  const lacking = Array.from({ length: of }, (_, index) => index + 1).filter((part) => !numbers.includes(part));
  if (lacking.length > 0)
    throw new UsageError(
      `${lacking.map((part) => `part ${part} of ${of}`).join(', ')}: no pack of it is there. Put it there; make verify SHARD=${lacking[0]}/${of} makes it.`,
    );
}

/** Why two packs are no parts of one run, in words. */
function notAlike(a: PartPack, b: PartPack): string[] {
  const asked = ({ start, shard }: PartPack) =>
    [`of ${shard.of} parts`, shard.whole, ...(start.strict ? ['STRICT=1'] : [])].join(', ');
  const [here, there] = [a, b].map(({ evidence }) => evidence.run.environment) as [Environment, Environment];
  return [
    ...(asked(a) === asked(b) && a.start.selected.join() === b.start.selected.join() ? [] : [`${asked(a)}, and ${asked(b)}`]),
    ...differences(a.start.basis, b.start.basis),
    ...(here.provider === there.provider ? [] : [`the provider was ${here.provider}, is ${there.provider}`]),
    ...otherParts(here, there),
  ];
}

/** What the merged pack says of a part. */
export const toldOf = ({ pack, evidence: { run }, start }: PartPack): RunPart => ({
  id: run.id,
  started: run.started,
  finished: run.finished,
  clusterUid: run.environment.clusterUid,
  claims: start.toMeasure.length,
  evidence: createHash('sha256').update(evidenceText(pack)).digest('hex'),
});

/** The journal of the whole run: what each part saw, one part after the other. */
export function mergedEvents(parts: readonly PartPack[], runId: string): Event[] {
  const starts = parts.map(({ start }) => start);
  const [first] = starts as [Started, ...Started[]];
  const { shard, ...started } = first;
  const toMeasure = new Set(starts.flatMap((one) => one.toMeasure));
  const ended = parts.every(({ evidence }) => evidence.run.status === 'complete');
  return [
    {
      ...started,
      at: starts.map(({ at }) => at).sort()[0] as string,
      runId,
      selection: shard?.whole ?? started.selection,
      toMeasure: first.selected.filter((id) => toMeasure.has(id)),
    },
    { event: 'merged', at: new Date().toISOString(), parts: parts.map(toldOf) },
    ...parts.flatMap(({ events }) => events).filter((one) => isKept(one, ended, parts)),
  ];
}

/** A part that did not end leaves the whole without an end; of a check of the lab that did not hold somewhere, that is what counts. */
function isKept(one: Event, ended: boolean, parts: readonly PartPack[]): boolean {
  if (one.event === 'run-started') return false;
  if (one.event === 'run-finished') return ended;
  if (one.event !== 'lab-checked' || !one.check.holds) return true;
  return !parts.some(({ evidence }) => evidence.run.lab.some(({ says, holds }) => says === one.check.says && !holds));
}
