import { UsageError } from '../errors.ts';
import type { Shard } from '../evidence/journal.ts';

/** A part as it is asked for: what the whole is, the rest of the call says. */
export type Part = Omit<Shard, 'whole'>;

/** Reads `1/4`. @throws {UsageError} for what is no part */
export function shardOf(text: string | undefined): Part | undefined {
  if (!text) return undefined;
  const [, part, of] = /^([1-9]\d?)\/([1-9]\d?)$/.exec(text)?.map(Number) ?? [];
  if (!part || !of || part > of)
    throw new UsageError(`SHARD=${text} means nothing: write SHARD=1/4 to SHARD=4/4 for the parts of a run in four.`);
  return { part, of };
}

export const describeShard = ({ part, of, whole }: Shard): string =>
  `part ${part} of ${of} of ${whole === 'all' ? 'all claims' : whole}`;

/** A claim of such a file costs a run as much time as so many others: one that runs alone leaves the processors to nobody else. */
const weights = { long: 4, serial: 10 };

const weight = ([file, claims]: [string, number]) =>
  claims * (weights[/\.(long|serial)\.spec\.ts$/.exec(file)?.[1] as keyof typeof weights] ?? 1);

/**
 * The spec files of a part: the same on every machine, and parts take about the same time. The longest is dealt first, to the part that has
 * the least.
 *
 * @param files by spec file: how many claims of it are to run
 * @throws {UsageError} where there are fewer files than parts
 */
export function filesOf({ part, of }: Part, files: ReadonlyMap<string, number>): Set<string> {
  if (files.size < of)
    throw new UsageError(
      `SHARD=${part}/${of}: the selected claims are in ${files.size} spec files, which make at most as many parts.`,
    );
  const parts = Array.from({ length: of }, () => ({ load: 0, files: new Set<string>() }));
  const dealt = [...files].sort((a, b) => weight(b) - weight(a) || a[0].localeCompare(b[0], 'en'));
  for (const one of dealt) {
    const lightest = parts.reduce((least, each) => (each.load < least.load ? each : least));
    lightest.load += weight(one);
    lightest.files.add(one[0]);
  }
  return parts[part - 1]?.files ?? new Set();
}
