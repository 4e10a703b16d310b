import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InfrastructureError } from './errors.ts';
import { readIfThere } from './machine.ts';
import { isAlive, type ProcessId, processId } from './process.ts';

type Holder = ProcessId & { command: string; since: string };

export type Lock = { release(): void };

/**
 * Takes a lock file for this process: one `up` or `down` at a time per cluster. A holder that is gone loses it.
 *
 * @throws InfrastructureError when a living process holds it
 */
export function takeLock(path: string, command: string): Lock {
  const own = `${path}.${process.pid}`;
  const holder: Holder = { ...processId(), command, since: new Date().toISOString() };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(own, JSON.stringify(holder));
  try {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      if (linked(own, path)) return { release: () => rmSync(path, { force: true }) };
      dropStale(path, own);
    }
  } finally {
    rmSync(own, { force: true });
  }
  throw new InfrastructureError(`The lock ${path} could not be taken: others take it all the time.`, { remedy: 'Try again.' });
}

function linked(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's lock away, by rename: two that try at once cannot both drop the newer lock of a third. */
function dropStale(path: string, own: string): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  const holder = JSON.parse(text) as Holder;
  if (isAlive(holder)) {
    throw new InfrastructureError(
      `\`${holder.command}\` is at work on this cluster (process ${holder.pid}, since ${holder.since}).`,
      {
        remedy: 'Wait until it ends, or stop it with Ctrl-C.',
      },
    );
  }
  const aside = `${own}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== text) linked(aside, path);
  rmSync(aside, { force: true });
}
