import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { cacheFolder } from '../cluster/host/names.ts';

/** Where Node keeps compiled modules between runs. */
export const compiledFolder = () => join(cacheFolder(), 'compiled');

/** Makes later imports load in half the time. Node ignores a cache folder that is not writable. */
export const keepCompiled = () => enableCompileCache(compiledFolder());
