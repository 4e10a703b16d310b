import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfrastructureError } from '../../host/errors.ts';
import type { Lab } from '../../records/session.ts';
import { inotifyLimitFile, type InotifyUse, inotifyUse } from './inotify.ts';

/** kind mounts it into every node, and Podman refuses to mount a folder that isn't there. */
const modulesFolder = '/lib/modules';
/** One cluster's nodes take about 60; a node that gets none fails with "too many open files". */
export const instancesPerCluster = 80;
const raisedLimit = 1024;

/** What was changed on the host, in the cache: the last cluster's `down` takes it back. */
type Changes = { madeModulesFolder?: true; /** what the limit was before */ inotifyInstances?: number };

export const tooFewInstances = ({ limit, used }: InotifyUse): boolean => limit - used < instancesPerCluster;

/** Makes the host fit for one more cluster, and notes what that took. */
export async function prepareHost({ runner, cache }: Lab): Promise<void> {
  if (process.platform !== 'linux') return; // nodes then live in the engine's own virtual machine
  if (!existsSync(modulesFolder)) {
    await runner.act(`make ${modulesFolder}, which kind mounts into its nodes`, async () => makeFolder(cache), undefined);
  }
  const inotify = inotifyUse();
  if (tooFewInstances(inotify)) {
    await runner.act(
      `raise ${inotifyLimitFile} from ${inotify.limit} to ${raisedLimit}`,
      async () => raiseLimit(cache, inotify),
      undefined,
    );
  }
}

/** Takes back what `prepareHost` did, when no other cluster of this cache is left. */
export async function restoreHost({ runner, cache, name }: Lab): Promise<void> {
  const changes = readChanges(cache);
  if (Object.keys(changes).length === 0 || otherClusters(cache, name)) return;
  await runner.act(
    `take back what was changed on this machine: ${Object.keys(changes).join(', ')}`,
    async () => restore(cache, changes),
    undefined,
  );
}

function makeFolder(cache: string): void {
  changing(`make ${modulesFolder}`, `mkdir ${modulesFolder}`, () => mkdirSync(modulesFolder));
  writeChanges(cache, { ...readChanges(cache), madeModulesFolder: true });
}

function raiseLimit(cache: string, { limit }: InotifyUse): void {
  const remedy = `sysctl -w fs.inotify.max_user_instances=${raisedLimit}`;
  changing(`raise ${inotifyLimitFile}`, remedy, () => writeFileSync(inotifyLimitFile, `${raisedLimit}`));
  writeChanges(cache, { inotifyInstances: limit, ...readChanges(cache) });
}

function restore(cache: string, { madeModulesFolder, inotifyInstances }: Changes): void {
  if (madeModulesFolder && existsSync(modulesFolder) && readdirSync(modulesFolder).length === 0) rmdirSync(modulesFolder);
  if (inotifyInstances) writeFileSync(inotifyLimitFile, `${inotifyInstances}`);
  rmSync(changesFile(cache), { force: true });
}

function changing(what: string, line: string, change: () => void): void {
  try {
    change();
  } catch (cause) {
    throw new InfrastructureError(`Could not ${what}: ${(cause as Error).message}`, { cause, remedy: `As root: ${line}` });
  }
}

const changesFile = (cache: string) => join(cache, 'host-changes.json');

function readChanges(cache: string): Changes {
  const path = changesFile(cache);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Changes) : {};
}

function writeChanges(cache: string, changes: Changes): void {
  writeFileSync(changesFile(cache), JSON.stringify(changes));
}

function otherClusters(cache: string, name: string): boolean {
  const clusters = join(cache, 'clusters');
  const entries = existsSync(clusters) ? readdirSync(clusters, { withFileTypes: true }) : [];
  return entries.some((entry) => entry.isDirectory() && entry.name !== name);
}
