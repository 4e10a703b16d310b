import { rm } from 'node:fs/promises';
import { type Abandoned, findAbandoned } from '../records/abandoned.ts';
import { countHoldings, holdings, removeHoldings } from '../host/engine.ts';
import { UsageError } from '../host/errors.ts';
import type { Lab } from '../records/session.ts';
import { takeLock } from '../host/lock.ts';
import { removeRemnants } from '../providers/embedded/podman/networkResidue.ts';

/** Lists what crashed runs left behind; removes it when told to, by name or with `yes`. */
export async function prune(
  lab: Lab,
  { names, yes }: { names: string[]; yes: boolean },
  print: (line: string) => void,
): Promise<void> {
  const found = await findAbandoned(lab);
  const unknown = names.filter((name) => found.every((cluster) => cluster.name !== name));
  if (unknown.length) {
    throw new UsageError(`Not a cluster that was left behind: ${unknown.join(', ')}.`, {
      remedy: 'Run `prune` alone to see which are.',
    });
  }
  if (found.length === 0) print('no cluster was left behind');
  for (const cluster of found) {
    if (yes || names.includes(cluster.name)) print(`${cluster.name}: removed ${await remove(lab, cluster)}`);
    else print(`${cluster.name}: left behind, ${cluster.why}. Remove it: make prune NAME=${cluster.name}`);
  }
}

/** Says what other runs left behind, and how to remove it; removes nothing. */
export async function announceAbandoned(lab: Lab): Promise<void> {
  if (lab.runner.dry) return;
  for (const { name, why } of await findAbandoned(lab)) {
    if (name !== lab.name) lab.progress.note(`left behind: cluster ${name} (${why}); remove it with \`make prune NAME=${name}\``);
  }
}

async function remove(lab: Lab, { name, engine, folder }: Abandoned): Promise<string> {
  const lock = folder ? takeLock(`${folder}.lock`, 'cluster prune') : undefined;
  try {
    const held = await holdings(lab.runner, engine, name);
    await removeHoldings(lab.runner, engine, held);
    await removeRemnants({ ...lab, name, folder });
    if (folder) await lab.runner.act(`remove ${folder}`, () => rm(folder, { recursive: true, force: true }), undefined);
    return countHoldings(held);
  } finally {
    lock?.release();
  }
}
