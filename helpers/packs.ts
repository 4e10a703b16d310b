import { join, resolve } from 'node:path';
import { root } from './root.ts';

/** Runs of deliberately broken worlds are kept apart (MESHPROOF_PACKS): they are neither the newest evidence nor history. */
export const packsFolder = resolve(root, process.env.MESHPROOF_PACKS || 'reports/out');
/** One run at a time in a checkout, whatever it is for. */
export const runLock = join(root, 'reports/out/.lock');
