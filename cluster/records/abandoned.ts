import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canAsk, type EngineName, holdings, ownLabel } from '../host/engine.ts';
import type { Lab } from './session.ts';
import { type Made, readMade } from './origin.ts';
import { isAlive } from '../host/process.ts';
import type { Runner } from '../host/runner.ts';

/** A cluster that a crashed run left behind. */
export type Abandoned = { name: string; engine: EngineName; /** its state folder */ folder: string; why: string };

/** Clusters of this machine whose checkout is gone, whose bring-up or removal was killed, or whose state folder is gone. */
export async function findAbandoned(lab: Lab): Promise<Abandoned[]> {
  const known = await fromFolders(lab);
  const networks = await fromNetworks(lab);
  return [...known, ...networks.filter(({ name }) => known.every((other) => other.name !== name))];
}

async function fromFolders({ cache, runner }: Lab): Promise<Abandoned[]> {
  const clusters = join(cache, 'clusters');
  if (!existsSync(clusters)) return [];
  const folders = readdirSync(clusters, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const found = folders.map(async ({ name }) => {
    const folder = join(clusters, name);
    const made = readMade(folder);
    if (!made) return [];
    const why = reason(folder, made) ?? (await withoutNodes(runner, folder, made));
    return why ? [{ name, engine: made.engine ?? 'podman', folder, why }] : [];
  });
  return (await Promise.all(found)).flat();
}

function reason(folder: string, { checkout, by }: Made): string | undefined {
  if (!existsSync(checkout)) return `its checkout ${checkout} is gone`;
  if (!isAlive(by) && !existsSync(join(folder, 'cluster.json'))) return 'its bring-up was killed midway';
  return undefined;
}

/** Nodes outlive a reboot as stopped containers; a removal takes them first and the folder last. A cluster of others has no engine. */
async function withoutNodes(runner: Runner, folder: string, { name, engine }: Made): Promise<string | undefined> {
  if (!engine || runner.dry || !canAsk(runner, engine) || !existsSync(join(folder, 'cluster.json'))) return undefined;
  const { containers } = await holdings(runner, engine, name);
  return containers.length === 0 ? 'its nodes are gone' : undefined;
}

type Network = { Name?: string; name?: string; labels?: Record<string, string> };

/** Networks carry the checkout and the state folder that they belong to, so they tell even when that folder is lost. */
async function fromNetworks({ runner }: Lab): Promise<Abandoned[]> {
  if (!canAsk(runner, 'podman')) return [];
  const json = await runner.run('podman', ['network', 'ls', '--filter', `label=${ownLabel}`, '--format', 'json'], { dry: '[]' });
  return (JSON.parse(json || '[]') as Network[]).flatMap(({ name = '', labels = {} }) => {
    const { 'meshproof.checkout': checkout = '', 'meshproof.folder': folder = '' } = labels;
    if (!existsSync(checkout)) return [{ name, engine: 'podman' as const, folder, why: `its checkout ${checkout} is gone` }];
    if (!existsSync(folder)) return [{ name, engine: 'podman' as const, folder, why: 'its state folder is gone' }];
    return [];
  });
}
