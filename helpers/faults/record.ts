import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { root } from '../root.ts';
import { endings } from './fault.ts';

const count = z.int().nonnegative();

export const trySchema = z.strictObject({
  number: z.int().positive(),
  fault: z.string().describe('name in helpers/faults/table.ts'),
  attempt: z.int().positive().describe('more than 1: the ones before were not done'),
  claims: z.array(z.string()),
  at: z.number().nonnegative().describe('seconds from the start of the run to the fault, as planned'),
  outcome: z.enum(['held', 'broken', 'not-done']).describe('not-done: the fault was not really done, which says nothing'),
  shown: z.string().optional().describe('what shows that the fault was done'),
  why: z.string().optional().describe('of not-done'),
  ended: z.enum(endings).optional().describe('how the run under the fault ended'),
  verdicts: z.record(z.string(), count).describe('of its claims; empty where it left no evidence'),
  resumed: z
    .enum(['completed', 'refused', 'failed'])
    .optional()
    .describe('what RESUME came to, where the run did not end as expected'),
  refusal: z.string().optional().describe('the words of RESUME’s refusal'),
  findings: z.array(z.string()).describe('what is not honest, not finished or left, a sentence each; empty: it held'),
  seconds: count,
});

/** `faults.json`: what runs of the suite came to, each under a fault. */
export const triedSchema = z.strictObject({
  schema: z.literal('meshproof/faults/v1'),
  started: z.iso.datetime().describe('UTC'),
  finished: z.iso.datetime().describe('UTC'),
  command: z.string().describe('that tries the same again'),
  seed: z.string(),
  commit: z.string().describe('of the checkout'),
  changed: count.describe('files that differed from the commit'),
  kubernetes: z.string(),
  istio: z.string(),
  proxy: z.string(),
  networkPolicy: z.string(),
  control: z
    .strictObject({ claims: z.array(z.string()), seconds: count })
    .describe('the claims without a fault: each had the verdict that the ledger expects, and nothing was left'),
  tries: z.array(trySchema),
});

export type Try = z.infer<typeof trySchema>;
export type Tried = z.infer<typeof triedSchema>;

/** Relative to the checkout. `make faults` writes it after a whole series. */
export const triedFile = 'fixtures/faults/tried.json';

/** What was tried last; undefined before any series. @throws {z.ZodError} where the file is not what `make faults` writes */
export function readTried(folder = root): Tried | undefined {
  const file = join(folder, triedFile);
  return existsSync(file) ? triedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
