import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../../../host/errors.ts';
import { fileHash } from '../dag/store.ts';
import type { PackedFile } from './manifest.ts';

/** Every file below a folder, or undefined when something there is neither a file nor a folder: it points at this machine. */
export async function filesBelow(folder: string): Promise<PackedFile[] | undefined> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  if (entries.some((entry) => !entry.isFile() && !entry.isDirectory())) return undefined;
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files: PackedFile[] = [];
  for (const path of paths.sort()) {
    const { size, mode } = lstatSync(path);
    files.push({ path: path.slice(folder.length + 1), size, sha256: await fileHash(path), executable: (mode & 0o111) !== 0 });
  }
  return files;
}

/**
 * Compares unpacked files with the manifest, and gives them the mode that they had.
 *
 * @throws UsageError naming the first that differs
 */
export async function verifyFiles(folder: string, files: readonly PackedFile[]): Promise<void> {
  for (const { path, size, sha256, executable } of files) {
    const file = join(folder, path);
    const found = lstatSync(file);
    if (!found.isFile() || found.size !== size || (await fileHash(file)) !== sha256) {
      throw new UsageError(`${path} is not what the manifest says: SHA-256 ${sha256}, ${size} bytes. Nothing of it was taken.`, {
        remedy: 'Take the file again from where it was packed.',
      });
    }
    chmodSync(file, executable ? 0o755 : 0o644);
  }
}

/** `1.2 GB`, `34 MB`, `5 kB`. */
export function inBytes(bytes: number): string {
  const [unit, factor] = bytes >= 1e9 ? (['GB', 1e9] as const) : bytes >= 1e6 ? (['MB', 1e6] as const) : (['kB', 1e3] as const);
  return `${(bytes / factor).toFixed(unit === 'GB' ? 1 : 0)} ${unit}`;
}
