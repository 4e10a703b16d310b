import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { evidenceAt } from './evidenceAt.ts';
import type { Evidence } from './schema.ts';

export interface PackFound {
  pack: string;
  evidence: Evidence;
}

/**
 * Every pack below a folder that somebody collected them in.
 *
 * @throws {UsageError} where there is no such folder, or no pack in it
 */
export async function packsIn(folder: string): Promise<PackFound[]> {
  if (!existsSync(folder)) throw new UsageError(`PACKS=${folder}: there is no such folder. Name the one with the packs.`);
  const found = await packsBelow(folder);
  if (found.length === 0)
    throw new UsageError(`PACKS=${folder}: it has no evidence pack (looked for evidence.json in each folder below it).`);
  return found;
}

/** However deep; a pack's own folders hold none. */
async function packsBelow(folder: string): Promise<PackFound[]> {
  if (existsSync(join(folder, 'evidence.json'))) {
    const evidence = evidenceAt(folder);
    return evidence ? [{ pack: folder, evidence }] : [];
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => join(folder, name));
  return (await Promise.all(folders.sort().map(packsBelow))).flat();
}
