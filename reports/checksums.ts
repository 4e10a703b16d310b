import { createHash, hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { together } from './together.ts';

/** The list of a pack's files. It can name neither itself nor what signs it. */
export const checksumFile = 'SHA256SUMS';

/** More is read as a stream: captures can be large. A stream for each of thousands of small files costs seconds. */
const wholeLimit = 4 * 1024 ** 2;

/** Hex SHA-256 of a file. */
export async function hashFile(file: string): Promise<string> {
  if ((await stat(file)).size <= wholeLimit) return hash('sha256', await readFile(file));
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
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Writes `<dir>/SHA256SUMS`, as `sha256sum -c` reads it. */
export async function writeChecksums(dir: string): Promise<void> {
  const lines = await together(await listFiles(dir), async (path) => `${await hashFile(join(dir, path))}  ${path}\n`);
  await writeFile(join(dir, checksumFile), lines.join(''));
}
