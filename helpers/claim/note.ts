import { Inconclusive } from '../errors.ts';
import type { Reading } from '../reading.ts';
import type { ClaimRun } from './run.ts';

/**
 * Looks once and records, for a later comparison.
 *
 * @throws {Inconclusive} where there was nothing: nothing equals nothing, and would pass for an agreement
 */
export async function noted<T>(run: ClaimRun, reading: Reading<T>): Promise<T> {
  const sample = await reading.take();
  run.record(reading, [sample], sample);
  if (isNothing(sample.value)) throw new Inconclusive(`Nothing was there to compare with: ${reading.says} (${sample.says}).`);
  return sample.value;
}

function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'stdout' in value) return isNothing(value.stdout);
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0);
}
