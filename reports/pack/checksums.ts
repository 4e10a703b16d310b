import { createHash, hash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The list of a pack's files. It can name neither itself nor what signs it. */
export const checksumFile = 'SHA256SUMS';

/** More is read as a stream: captures can be large. Anything but a plain read costs seconds for thousands of small files. */
const wholeLimit = 4 * 1024 ** 2;

/** Hex SHA-256 of a file. */
export async function hashFile(file: string): Promise<string> {
  if (statSync(file).size <= wholeLimit) return hash('sha256', readFileSync(file));
  const digest = createHash('sha256');
  await pipeline(createReadStream(file), digest);
  return digest.digest('hex');
}

/** Paths of all files below `dir` that SHA256SUMS lists: all but itself and attestations/; with `/`, in byte order. */
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

/** Hashes of all files that SHA256SUMS lists, in its order. `known`: those of files that have not changed since. */
export async function hashFiles(dir: string, known: ReadonlyMap<string, string> = new Map()): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const path of await listFiles(dir)) hashes.set(path, known.get(path) ?? (await hashFile(join(dir, path))));
  return hashes;
}

/** Writes `<dir>/SHA256SUMS`, as `sha256sum -c` reads it. */
export async function writeChecksums(dir: string, known?: ReadonlyMap<string, string>): Promise<void> {
  const hashes = await hashFiles(dir, known);
  await writeFile(join(dir, checksumFile), [...hashes].map(([path, hash]) => `${hash}  ${path}\n`).join(''));
}
