import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { homedir, hostname } from 'node:os';
import { join, resolve } from 'node:path';

type Environment = Record<string, string | undefined>;

/** The root folder of this checkout, as a real path. */
export const checkout = realpathSync(resolve(import.meta.dirname, '../..'));

/** First 8 hex digits of the SHA-256 of a checkout's real path: two checkouts on one machine never share a cluster. */
export function checkoutKey(path: string = checkout): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 8);
}

/** What this checkout makes on a cluster carries this label; on a cluster that several use, each removes its own alone. */
export const ownerLabel = 'meshproof/checkout';
export const owner = checkoutKey(`${hostname()} ${checkout}`);

/** The cluster's name, also that of its container network: CLUSTER_NAME, or `meshproof-<checkout key>`. */
export function clusterName(env: Environment = process.env): string {
  return env.CLUSTER_NAME || `meshproof-${checkoutKey()}`;
}

/** Where everything that outlives a run is kept: MESHPROOF_CACHE, or `meshproof` in the XDG cache folder. */
export function cacheFolder(env: Environment = process.env): string {
  return env.MESHPROOF_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'meshproof');
}

/** The state folder of one cluster; `down` removes it. */
export function clusterFolder(name: string = clusterName(), env: Environment = process.env): string {
  return join(cacheFolder(env), 'clusters', name);
}
