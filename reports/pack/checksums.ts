import { readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { hashFile } from './verify-pack.mjs';

/** The list of a pack's files. The list cannot name itself or its signatures. */
export const checksumFile = 'SHA256SUMS';

/** Paths of the files that SHA256SUMS lists: all but SHA256SUMS and attestations/. With `/`, in byte order. */
export async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== checksumFile && !path.startsWith('attestations/'))
    .map((path) => ({ path, bytes: Buffer.from(path) }))
    .sort((a, b) => Buffer.compare(a.bytes, b.bytes))
    .map(({ path }) => path);
}

/** Hashes of the files that SHA256SUMS lists. `known` has the hashes of files that have not changed. */
export async function hashFiles(dir: string, known: ReadonlyMap<string, string> = new Map()): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const path of await listFiles(dir)) hashes.set(path, known.get(path) ?? hashFile(join(dir, path)));
  return hashes;
}

/** Writes `<dir>/SHA256SUMS` for `sha256sum -c`. */
export async function writeChecksums(dir: string, known?: ReadonlyMap<string, string>): Promise<void> {
  const hashes = await hashFiles(dir, known);
  await writeFile(join(dir, checksumFile), [...hashes].map(([path, hash]) => `${hash}  ${path}\n`).join(''));
}
