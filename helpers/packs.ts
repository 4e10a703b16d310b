import { randomBytes } from 'node:crypto';
import { rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { root } from './root.ts';

/** MESHPROOF_PACKS names another folder for runs in deliberately broken worlds: they are neither the newest evidence nor history. */
export const packsFolder = resolve(root, process.env.MESHPROOF_PACKS || 'reports/out');
/** One run at a time in a checkout, whatever it is for. */
export const runLock = join(root, 'reports/out/.lock');

/** The name of a run's folder: when it began, what it is, and four hex digits. */
export const newRunId = (started: Date, ...words: string[]): string =>
  [`${started.toISOString().replaceAll(/[:.]/g, '-').slice(0, 19)}Z`, ...words, randomBytes(2).toString('hex')].join('-');

/** Makes `name` lead to the folder beside which it stands. */
export async function pointTo(folder: string, name = 'latest'): Promise<void> {
  const link = join(dirname(folder), name);
  await rm(link, { force: true });
  await symlink(basename(folder), link);
}
