import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The list of a pack's files; the one file that it cannot name. */
export const checksumFile = 'SHA256SUMS';

/** Hex SHA-256 of a file, read as a stream: captures can be large. */
export async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Paths of all files below `dir` except SHA256SUMS, with `/`, in byte order. */
export async function listFiles(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => path !== checksumFile)
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

/** Writes `<dir>/SHA256SUMS`, as `sha256sum -c` reads it. */
export async function writeChecksums(dir: string): Promise<void> {
  const lines: string[] = [];
  for (const path of await listFiles(dir)) lines.push(`${await hashFile(join(dir, path))}  ${path}\n`);
  await writeFile(join(dir, checksumFile), lines.join(''));
}

/** Path to hash, from the text of SHA256SUMS. A line in another form throws. */
export function parseChecksums(source: string): Map<string, string> {
  const lines = source.split('\n').filter(Boolean);
  return new Map(
    lines.map((line, index) => {
      const [, hash, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
      if (!hash || !path) throw new Error(`${checksumFile} line ${index + 1} is not "<sha256>  <path>": ${line}`);
      return [path, hash];
    }),
  );
}
