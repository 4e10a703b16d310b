import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { cacheFolder } from '../../cluster/host/names.ts';
import { jsonIn } from '../json.ts';

const milliseconds = z.record(z.string(), z.number().nonnegative());

const durationsSchema = z.strictObject({
  /** By claim or check of the lab: those of files that run beside others. */
  beside: milliseconds,
  /** Those of files that run alone, after all others. */
  alone: milliseconds,
  /** How many claims ran side by side, on average. */
  lanes: z.number().positive().optional(),
});

/** What tests took when they last passed on this machine, in milliseconds. */
export type Durations = z.infer<typeof durationsSchema>;

const file = () => join(cacheFolder(), 'claim-durations.json');

/** Nothing is known where no run has ended yet, or an older version of the suite wrote the file. */
export function readDurations(): Durations {
  const text = existsSync(file()) ? readFileSync(file(), 'utf8') : '';
  return durationsSchema.safeParse(jsonIn(text)).data ?? { beside: {}, alone: {} };
}

/** What a run measured takes the place of what was known, test by test. */
export function rememberDurations({ beside, alone, lanes }: Durations): void {
  const before = readDurations();
  const all: Durations = {
    beside: { ...before.beside, ...beside },
    alone: { ...before.alone, ...alone },
    lanes: lanes ?? before.lanes,
  };
  mkdirSync(dirname(file()), { recursive: true });
  // two checkouts may end a run at the same time
  writeFileSync(`${file()}.${process.pid}`, `${JSON.stringify(all)}\n`);
  renameSync(`${file()}.${process.pid}`, file());
}
