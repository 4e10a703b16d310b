import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { InfrastructureError, UsageError } from '../errors.ts';
import { noticesFile, readNotices, type BrokenWorld } from '../evidence/notices.ts';
import type { Evidence } from '../evidence/schema.ts';
import { apply, patch, read, remove, type Manifest } from '../kube/objects.ts';
import { until } from '../waiting.ts';
import { root } from '../root.ts';
import { child, heedSignals, verifyWithin, wasInterrupted } from '../child.ts';
import { requireOwn } from '../ownCluster.ts';
import { breakInstruments } from './instruments.ts';
import { undoOf } from './inversePatch.ts';
import { readMutants, type Mutant } from './mutantFile.ts';
import { record, worldOf } from './record.ts';
import { rewritten } from './rewritten.ts';
import { evidenceText } from '../evidence/packFiles.ts';

const usage = `Runs claims in deliberately broken worlds (fixtures/mutants): each claim named there must change its verdict, and none may be verified.

  make mutants [MUTANTS=<name,…>]
  make mutants MUTANTS=instruments [CLAIMS=<glob,…>]

instruments breaks no world but what the claims read with, in every way in which it can fail: each claim has to be inconclusive.

The cluster of this checkout is brought up, broken and mended again, and kept: it has to be one that this checkout made.
The evidence of each is kept under reports/out/mutants/<name>, and what was noticed in fixtures/mutants/noticed.json: each pack
shows it, so commit it.
Exit status: 0 every mutant was noticed · 1 one survived · 2 infrastructure · 3 usage
`;

/**
 * Breaks the world; `mending` takes all of it back, also where breaking stops halfway, in the order of breaking: a program that is
 * started anew must find its configuration mended.
 */
async function breakWorld(mutant: Mutant, mending: AsyncDisposableStack): Promise<void> {
  const undos: (() => Promise<void>)[] = [];
  mending.defer(() => settle(mutant.break));
  mending.defer(async () => {
    await using stack = new AsyncDisposableStack();
    for (const undo of undos.reverse()) stack.defer(undo);
  });
  for (const one of mutant.altering) {
    undos.push(() => remove(one));
    await apply(one);
  }
  for (const one of mutant.break) {
    const before = await read(one.apiVersion ?? '', one.kind ?? '', one.metadata?.namespace, one.metadata?.name ?? '');
    undos.push(async () => void (await (before ? patch(undoOf(one, before)) : remove(one))));
    await (before ? patch(one) : apply(one));
  }
  await settle(mutant.break);
}

/** A patched Deployment or DaemonSet has rolled; one that was taken back is gone. */
async function settle(objects: Manifest[]): Promise<void> {
  for (const { apiVersion = '', kind = '', metadata } of objects.filter(
    (one) => one.kind === 'Deployment' || one.kind === 'DaemonSet',
  )) {
    await until(`${kind} ${metadata?.name} to settle`, 60_000, async () => {
      const now = await read(apiVersion, kind, metadata?.namespace, metadata?.name ?? '');
      if (!now) return true;
      const status = now.status ?? {};
      const [wanted, ready] =
        kind === 'DaemonSet'
          ? [status.desiredNumberScheduled, status.numberReady]
          : [now.spec.replicas, status.readyReplicas ?? 0];
      const seen = status.observedGeneration >= (now.metadata?.generation ?? 0);
      return (
        (seen && wanted === ready && (kind === 'DaemonSet' || (status.replicas ?? 0) === wanted)) || `${ready} of ${wanted} Ready`
      );
    });
  }
}

async function inBrokenWorld(mutant: Mutant, packs: string): Promise<void> {
  await using mending = new AsyncDisposableStack();
  const documents = mutant.rewrites.length > 0 ? mending.use(await rewritten(mutant.rewrites)) : undefined;
  await breakWorld(mutant, mending);
  const status = await verifyWithin({
    CLAIMS: mutant.targets.join(','),
    KEEP: '1',
    AS_IS: '1',
    MESHPROOF_BROKEN_WORLD: '1',
    MESHPROOF_PACKS: packs,
    MESHPROOF_READERS_VARIABLES: JSON.stringify(mutant.terminal),
    ...(documents && { MESHPROOF_READERS_FOLDER: documents.folder }),
  });
  if (status === 3) throw new UsageError(`mutant ${mutant.name}: its claims cannot be run (see above)`);
}

/** Which of the mutant's claims notice it. Undefined after an interruption. */
async function measure(mutant: Mutant): Promise<BrokenWorld | undefined> {
  const packs = join('reports/out/mutants', mutant.name);
  const newest = join(root, packs, 'latest');
  // a run that fails to start must not be judged by an earlier run's pack
  await rm(newest, { force: true });
  await inBrokenWorld(mutant, packs);
  if (wasInterrupted()) return undefined;
  if (!existsSync(newest)) throw new InfrastructureError(`mutant ${mutant.name}: the run left no evidence (see above)`);
  return worldOf(mutant, JSON.parse(evidenceText(newest)) as Evidence);
}

/** Returns how many claims of the mutant did not notice it, or undefined after an interruption. */
async function survivorsOf(mutant: Mutant): Promise<number | undefined> {
  const world = await measure(mutant);
  if (!world) return undefined;
  record(({ worlds, ...rest }) => ({ ...rest, worlds: [...worlds.filter(({ name }) => name !== mutant.name), world] }));
  const left = world.unnoticed.map(({ claim, why }) => `${claim} ${why}`);
  process.stdout.write(
    left.length === 0
      ? `noticed: ${mutant.targets.length} of ${mutant.targets.length} claims changed\n`
      : forTerminal(`NOT noticed by ${left.length} of ${mutant.targets.length}: ${left.join(', ')}\n`),
  );
  return left.length;
}

async function main(): Promise<number> {
  const wanted = process.env.MUTANTS?.split(',').filter(Boolean) ?? [];
  const worlds = wanted.filter((name) => name !== 'instruments');
  const mutants = wanted.length > 0 && worlds.length === 0 ? [] : await readMutants(worlds.join(',') || undefined);
  const instruments = wanted.length === 0 || wanted.length > worlds.length;
  requireOwn('A mutant breaks the cluster');
  heedSignals();
  // in a world that lacks the mesh each claim would leave its verdict, whatever else is broken
  const up = await child(['cluster/cli.ts', 'up', '--all']);
  if (wasInterrupted()) return 130;
  if (up !== 0) throw new InfrastructureError('the cluster did not come up, so nothing was broken (see above)');
  let survived = 0;
  for (const [index, mutant] of mutants.entries()) {
    process.stdout.write(`\nmutant ${index + 1} of ${mutants.length}: ${mutant.name} (${mutant.says})\n`);
    const left = await survivorsOf(mutant);
    if (left === undefined) return 130;
    survived += left;
  }
  const red = new Set(readNotices().worlds.flatMap(({ noticed }) => noticed));
  if (mutants.length > 0)
    process.stdout.write(`\n${red.size} claims were seen red in at least one wrong world (${noticesFile})\n`);
  const kept = instruments ? await breakInstruments(process.env.CLAIMS || undefined) : 0;
  return survived + kept === 0 ? 0 : 1;
}

await runProgram(usage, main);
