// Loaded before Allure's command line (node --import): the report would carry the hour of its making and random ids,
// and then the same pack would not give the same bytes. PIN_SEED and PIN_EPOCH_MS come from the run itself.
import crypto, { hash, type UUID, webcrypto } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const { PIN_SEED: seed, PIN_EPOCH_MS: epoch } = process.env;
if (!seed || !epoch) throw new Error('PIN_SEED and PIN_EPOCH_MS must be set where this file is loaded');

let count = 0;
const nextBlock = () => hash('sha256', `${seed}/${count++}`, 'buffer');

crypto.randomUUID = (): UUID => {
  const hex = nextBlock().toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

// nanoid names the series of the charts with these.
webcrypto.getRandomValues = <T extends NodeJS.TypedArray>(target: T): T => {
  const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  for (let offset = 0; offset < bytes.length; offset += 32) bytes.set(nextBlock().subarray(0, bytes.length - offset), offset);
  return target;
};

Date.now = () => Number(epoch);
syncBuiltinESMExports();
