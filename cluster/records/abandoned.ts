import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { canAsk, type EngineName, ownLabel } from '../host/engine.ts';
import type { Lab } from './session.ts';
import { readMade } from './origin.ts';
import { isAlive } from '../host/process.ts';

/** A cluster that a crashed run left behind. */
export type Abandoned = { name: string; engine: EngineName; /** its state folder */ folder: string; why: string };

/** Clusters of this machine whose checkout is gone, or whose bring-up was killed, or whose state folder is gone. */
export async function findAbandoned(lab: Lab): Promise<Abandoned[]> {
  const known = fromFolders(join(lab.cache, 'clusters'));
  const networks = await fromNetworks(lab);
  return [...known, ...networks.filter(({ name }) => known.every((other) => other.name !== name))];
}

function fromFolders(clusters: string): Abandoned[] {
  if (!existsSync(clusters)) return [];
  const folders = readdirSync(clusters, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.flatMap(({ name }) => {
    const folder = join(clusters, name);
    const made = readMade(folder);
    const why = made && reason(folder, made.checkout, isAlive(made.by));
    return why ? [{ name, engine: made.engine ?? 'podman', folder, why }] : [];
  });
}

function reason(folder: string, checkout: string, alive: boolean): string | undefined {
  if (!existsSync(checkout)) return `its checkout ${checkout} is gone`;
  if (!alive && !existsSync(join(folder, 'cluster.json'))) return 'its bring-up was killed midway';
  return undefined;
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
