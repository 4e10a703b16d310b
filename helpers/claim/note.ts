import { answered, converge, series } from '../readings/converge.ts';
import { Inconclusive } from '../errors.ts';
import { isNothing, type Reading, type Sample } from '../readings/reading.ts';
import { times } from '../times.ts';
import { inARow } from './judge.ts';
import type { ClaimRun } from './claimRun.ts';

/**
 * Records a value for a later comparison. The output of a command must repeat three times in a row:
 * a garbled line would differ from every other world.
 *
 * @throws {Inconclusive} for an empty value (two empty values would count as equal), or one that never repeats
 */
export async function noted<T>(run: ClaimRun, reading: Reading<T>): Promise<T> {
  const patience = { needed: reading.repeat === 'until-agreed' ? inARow : 1, alike: true, windowMs: 0, limitMs: times.note };
  const { state, deciding } = await converge(
    answered(
      series(() => reading.take(), times.poll),
      times.note,
    ),
    () => true,
    patience,
  );
  const sample = deciding.at(-1) as Sample<T>;
  run.record(reading, deciding, sample);
  if (sample.unread) throw new Inconclusive(`Could not be read: ${reading.says}: ${sample.unread}.`);
  if (state !== 'agreed') throw new Inconclusive(`Never the same ${inARow} times in a row: ${reading.says} (${sample.says}).`);
  if (isNothing(sample.value)) throw new Inconclusive(`Nothing was there to compare with: ${reading.says} (${sample.says}).`);
  run.showings.note(reading, sample.value);
  return sample.value;
}
