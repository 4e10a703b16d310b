import { randomUUID } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { InfrastructureError, messageOf } from '../errors.ts';

const remedy = 'Look at the disk of this folder (df, dmesg): evidence that it did not take is lost. Run again.';

/** Does something to a file. @throws {InfrastructureError} which names the file, where the disk refuses */
export function onDisk<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw diskError(path, error);
  }
}

export function diskError(path: string, error: unknown): InfrastructureError {
  return new InfrastructureError(`${path} could not be written: ${messageOf(error)}.`, { remedy, cause: error });
}

/** Writes a file that is either whole or not there, also after a power cut. One of another size is what an older suite left of it. */
export function writeWhole(path: string, bytes: Buffer): void {
  if (statSync(path, { throwIfNoEntry: false })?.size === bytes.length) return;
  const temporary = `${path}.${randomUUID()}`;
  onDisk(path, () => {
    try {
      const file = openSync(temporary, 'wx');
      try {
        writeFileSync(file, bytes);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
      renameSync(temporary, path);
    } finally {
      rmSync(temporary, { force: true });
    }
  });
}

/** Appends a line in one go: several processes write to the file. `ending` is written after a line that the disk took in part. */
export function appendLine(file: number, path: string, line: string, ending: string): void {
  const bytes = Buffer.from(`${line}\n`);
  const written = onDisk(path, () => writeSync(file, bytes));
  if (written === bytes.length) return;
  onDisk(path, () => writeSync(file, `\n${ending}\n`));
  throw diskError(path, `the disk took ${written} of ${bytes.length} bytes of a line`);
}

/** Makes the names of a folder's files last. */
export function syncFolder(path: string): void {
  onDisk(path, () => {
    const folder = openSync(path, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  });
}
