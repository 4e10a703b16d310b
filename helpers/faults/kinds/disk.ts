import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { cp, mkdir, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { journalText } from '../../evidence/packFiles.ts';
import type { Of } from '../fault.ts';
import { NotDone, whileItGoesOn, type Ground, type Stage } from '../stage.ts';

/** A pack of a few claims has about 10 MB. */
const size = '96m';
/** By which mounts of ours are known. */
export const mountName = 'meshproof-faults';

/**
 * Gives a run's packs a small file system of their own, in memory. What is in it stays in the folder when it is taken away.
 *
 * @param packs an empty folder
 */
export async function smallDisk({ runner }: Pick<Ground, 'runner'>, packs: string, end: AsyncDisposableStack): Promise<void> {
  await runner.run('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0755`, mountName, packs]);
  end.defer(async () => {
    const kept = `${packs}-kept`;
    await mkdir(kept);
    await cp(packs, kept, { recursive: true, verbatimSymlinks: true }).finally(() => runner.run('umount', [packs]));
    await rmdir(packs);
    await rename(kept, packs);
  });
}

/** Fills the disk of the run's packs, while claims run or once they have ended. */
export async function fillDisk({ from }: Of<'disk-full'>, stage: Stage, write = fill): Promise<string> {
  const filler = join(stage.packs, '.filler');
  await whileItGoesOn(stage, from === 'claims' ? 'a pack' : 'an end of its claims', () =>
    journals(stage.packs).some((text) => from === 'claims' || text.includes('"event":"run-finished"')) ? true : undefined,
  );
  stage.undo.defer(async () => rmSync(filler, { force: true }));
  const bytes = write(filler);
  const probe = join(stage.packs, '.probe');
  const more = write(probe);
  rmSync(probe, { force: true });
  if (more > 0) throw new NotDone(`The disk of ${stage.packs} took ${more} bytes more when it was full.`);
  return `ENOSPC after ${Math.round(bytes / 1024 ** 2)} MiB`;
}

const journals = (packs: string): string[] =>
  readdirSync(packs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(packs, entry.name)).includes('journal.jsonl'))
    .map(({ name }) => journalText(join(packs, name)));

/** Writes a file until the disk takes no byte more. @returns how many it took */
export function fill(path: string): number {
  const file = openSync(path, 'w');
  let taken = 0;
  try {
    for (const part of [1024 ** 2, 4096, 1].map((length) => Buffer.alloc(length)))
      while (takes(() => (taken += writeSync(file, part))));
  } finally {
    closeSync(file);
  }
  return taken;
}

function takes(write: () => number): boolean {
  try {
    write();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
