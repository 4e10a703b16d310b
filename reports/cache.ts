import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where everything that outlives a run is kept: MESHPROOF_CACHE, or `meshproof` in the XDG cache folder. */
export const cacheFolder = () =>
  process.env.MESHPROOF_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'meshproof');

/** Modules as Node has compiled them, from run to run. */
export const compiledFolder = () => join(cacheFolder(), 'compiled');

/** Modules that are imported from now on are compiled once a version: loading them then takes half as long. A folder that cannot be written changes nothing. */
export const keepCompiled = () => enableCompileCache(compiledFolder());
