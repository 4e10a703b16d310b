import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { failures } from '../failure.ts';
import { content } from '../content.ts';
import type { Artifact } from './schema.ts';
import type { Journal } from './journal.ts';

/** When, with what and on what it was measured. */
const measured = {
  at: z.iso.datetime().describe('UTC'),
  commit: z.string().describe('of the suite'),
  kubernetes: z.string(),
  istio: z.string(),
  proxy: z.string(),
};

const brokenWorldSchema = z.strictObject({
  name: z.string().describe('of its file in fixtures/mutants'),
  says: z.string().describe('what is broken, in words'),
  instrument: z.boolean().describe('what is broken is what claims read with'),
  noticed: z.array(z.string()).describe('claims of which a statement turned'),
  unnoticed: z.array(z.strictObject({ claim: z.string(), why: z.string() })),
  ...measured,
});

const brokenInstrumentsSchema = z.strictObject({
  ...measured,
  failures: z.array(
    z.strictObject({
      failure: z.enum(failures),
      claims: z.int().describe('whose statements use an instrument that failed so'),
      inconclusive: z.int(),
      kept: z.array(z.string()).describe('claims that kept the verdict which the ledger expects'),
      same: z.int().describe('statements for which an old answer was still the true one'),
    }),
  ),
  readings: z.array(z.strictObject({ witness: z.string(), statements: z.int(), unread: z.int() })),
});

/** What this suite notices: the claims that left their verdict in worlds, and with instruments, that were broken on purpose. */
export const noticesSchema = z.strictObject({
  schema: z.literal('meshproof/notices/v1'),
  worlds: z.array(brokenWorldSchema),
  instruments: brokenInstrumentsSchema.optional(),
});

export type Notices = z.infer<typeof noticesSchema>;
export type BrokenWorld = z.infer<typeof brokenWorldSchema>;
export type BrokenInstruments = z.infer<typeof brokenInstrumentsSchema>;

/** Relative to the content folder. `make mutants` writes it. */
export const noticesFile = 'fixtures/mutants/noticed.json';

/** @throws {z.ZodError} where the file is not what `make mutants` writes */
export function readNotices(folder = content): Notices {
  const file = join(folder, noticesFile);
  if (!existsSync(file)) return { schema: 'meshproof/notices/v1', worlds: [] };
  return noticesSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Keeps in a pack what the suite was last measured to notice. */
export function keepNotices(journal: Pick<Journal, 'keep'>): Artifact {
  return journal.keep({ name: 'noticed.json', content: JSON.stringify(readNotices()), mediaType: 'application/json' });
}
