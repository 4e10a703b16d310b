// Import before Allure: replaces clock and randomness by values derived from the run, so that a pack always renders to
// the same bytes.
import crypto, { hash, type UUID, webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { stableUuid } from '../../pack/stableUuid.ts';

let seed = '';
let now = 0;
let count = 0;

/** From now on the clock shows the end of the run, and random values follow from the run's id. */
export function pin(runId: string, finished: string): void {
  [seed, now] = [runId, Date.parse(finished)];
}

const nextName = () => `${seed}/${count++}`;

const nextBlock = () => hash('sha256', nextName(), 'buffer');

crypto.randomUUID = () => stableUuid(8, nextName()) as UUID;

// nanoid makes the ids of chart series from these.
webcrypto.getRandomValues = <T extends NodeJS.TypedArray>(target: T): T => {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let offset = 0; offset < bytes.length; offset += 32) bytes.set(nextBlock().subarray(0, bytes.length - offset), offset);
  return target;
};

Date.now = () => now;
syncBuiltinESMExports();
