import { join, resolve } from 'node:path';
import { root } from './root.ts';

/** MESHPROOF_PACKS names another folder for runs in deliberately broken worlds: they are neither the newest evidence nor history. */
export const packsFolder = resolve(root, process.env.MESHPROOF_PACKS || 'reports/out');
/** One run at a time in a checkout, whatever it is for. */
export const runLock = join(root, 'reports/out/.lock');
