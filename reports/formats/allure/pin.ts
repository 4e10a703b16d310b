// Imported before Allure: its report would carry the hour of its making and random ids, and then the same pack would not
// give the same bytes. What it takes for random and for now comes from the run.
import crypto, { hash, type UUID, webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { stableUuid } from '../../pack/stableUuid.ts';

let seed = '';
let now = 0;
let count = 0;

/** From here on all that is random follows from the run's id, and it is always the moment of its end. */
export function pin(runId: string, finished: string): void {
  [seed, now] = [runId, Date.parse(finished)];
}

const nextName = () => `${seed}/${count++}`;

const nextBlock = () => hash('sha256', nextName(), 'buffer');

crypto.randomUUID = () => stableUuid(8, nextName()) as UUID;

// nanoid names the series of the charts with these.
webcrypto.getRandomValues = <T extends NodeJS.TypedArray>(target: T): T => {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let offset = 0; offset < bytes.length; offset += 32) bytes.set(nextBlock().subarray(0, bytes.length - offset), offset);
  return target;
};

Date.now = () => now;
syncBuiltinESMExports();
