import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { UsageError } from './errors.ts';

/** A file that is read neither as a text nor as bytes: a pipe, a device, a link to elsewhere, or larger than what it stands for. */
export class UnfitFile extends UsageError {
  constructor(path: string, why: string) {
    super(`${path} is not read: ${why}.`, { remedy: 'Put a regular file there, or get it again from whoever made it.' });
  }
}

interface Bounds {
  /** Bytes that it may have. */
  most: number;
  /** The folder that it may not lead out of, by a link at its end or on its way. Without it, links are followed. */
  within?: string;
}

/**
 * The bytes of a file that somebody else may have put there. The one door for files of packs and documents: a pipe does not block, a
 * link leads nowhere, and no size takes the memory.
 *
 * @throws {UnfitFile} where it is none
 * @throws {NodeJS.ErrnoException} of open(2), such as ENOENT
 */
export function regularFile(path: string, { most, within }: Bounds): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(file);
    if (!stat.isFile()) throw new UnfitFile(path, `it is ${kindOf(stat)}`);
    if (within !== undefined && isElsewhere(path, within)) throw new UnfitFile(path, `a link on its way leads out of ${within}`);
    if (stat.size > most) throw new UnfitFile(path, `it has ${stat.size} bytes, and ${most} is the most`);
    return bytesOf(file, path, most);
  } finally {
    closeSync(file);
  }
}

/** The same as text. */
export const regularText = (path: string, bounds: Bounds): string => regularFile(path, bounds).toString('utf8');

/** A file may grow while it is read, and one of /proc says that it has no bytes. */
function bytesOf(file: number, path: string, most: number): Buffer {
  const parts: Buffer[] = [];
  let length = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(64 * 1024);
    const read = readSync(file, part);
    if (read === 0) return Buffer.concat(parts);
    length += read;
    if (length > most) throw new UnfitFile(path, `it has more than ${most} bytes`);
    parts.push(part.subarray(0, read));
  }
}

const kindOf = (stat: { isDirectory(): boolean; isFIFO(): boolean; isSocket(): boolean }) =>
  stat.isDirectory() ? 'a folder' : stat.isFIFO() ? 'a pipe' : stat.isSocket() ? 'a socket' : 'a device';

function isElsewhere(path: string, within: string): boolean {
  const inside = relative(within, path);
  return inside.startsWith('..') || realpathSync(path) !== join(realpathSync(within), inside);
}

/**
 * A folder that somebody else made has only folders and regular files: what is written into it stays in it.
 *
 * @throws {UnfitFile} naming the first other entry
 */
export function requirePlain(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) requirePlain(path);
    else if (!entry.isFile()) throw new UnfitFile(path, `it is ${entry.isSymbolicLink() ? 'a link' : kindOf(entry)}`);
  }
}
