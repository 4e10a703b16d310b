import { existsSync, realpathSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { root } from './root.ts';

const named = resolve(root, process.env.CONTENT || '.');

/** The folder with the documents, their ledgers, specs and fixtures: CONTENT, or this checkout. */
export const content = existsSync(named) ? realpathSync(named) : named;

export const isOwnContent = content === realpathSync(root);

/** From the folder in which a reader's commands start to a program of this checkout. */
export const programPath = (path: string): string => relative(content, resolve(root, path));
