import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isAlive, processId, type ProcessId } from '../cluster/host/process.ts';
import { runFolder } from './settings.ts';

/** A process, and the machine or container that its number is of: several may share a folder for temporary files. */
type Owner = ProcessId & { host: string };

const ownerFile = 'owner.json';

/** Makes the folder of this run and says whose it is, so that a later run can remove it if this one is killed. */
export function openRunFolder(): void {
  mkdirSync(runFolder(), { recursive: true, mode: 0o700 });
  const owner: Owner = { ...processId(), host: hostname() };
  writeFileSync(join(runFolder(), ownerFile), JSON.stringify(owner));
}

/** Removes folders that killed runs left: a kubeconfig in them may be an administrator's. */
export function removeDeadRunFolders(): void {
  for (const entry of readdirSync(tmpdir(), { withFileTypes: true })) {
    if (!entry.isDirectory() || !/^meshproof-[0-9a-f]{6}$/.test(entry.name)) continue;
    const folder = join(tmpdir(), entry.name);
    const owner = ownerOf(folder);
    if (owner?.host === hostname() && !isAlive(owner)) rmSync(folder, { recursive: true, force: true });
  }
}

/** Undefined where nobody has said so, or somebody is just about to. */
function ownerOf(folder: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, ownerFile), 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}
