import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../cluster/records/names.ts';

/** Modules as Node has compiled them, from run to run. */
export const compiledFolder = () => join(cacheFolder(), 'compiled');

/** Modules that are imported from now on are compiled once a version: loading them then takes half as long. A folder that cannot be written changes nothing. */
export const keepCompiled = () => enableCompileCache(compiledFolder());
