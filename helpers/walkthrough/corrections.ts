import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';

const pattern = z
  .string()
  .refine(isPattern, 'is no regular expression')
  .describe('regular expression, flags mu, on the plain output');
const line = z.int().positive();
const claims = z.array(z.string()).min(1);

/** The text promises something of a command's output: the words stand at `line`, and `command` is the line that shows it. */
const promise = z.strictObject({
  line,
  quote: z.string().min(1),
  command: line,
  /** Some match has to be there. */
  shows: pattern.optional(),
  /** No match may be there. */
  lacks: pattern.optional(),
  /** How many matches, or how many different ones. */
  count: z
    .strictObject({
      of: pattern,
      what: z.string().describe('the things counted, in words'),
      distinct: z.boolean().default(false),
      is: z.int().optional(),
      least: z.int().optional(),
    })
    .optional(),
  /** Only one of the two texts promises it; the corrected one by this claim's erratum, where the quote then stands. */
  as: z.enum(['written', 'corrected']).optional(),
  claim: z.string().optional(),
});

export const correctionsSchema = z.strictObject({
  document: z.string(),
  /** What a reader fills in: a text, or the first pod with a label. */
  placeholders: z.record(z.string(), z.union([z.string(), z.strictObject({ pod: z.string() })])).default({}),
  /** Exit statuses that the text itself means to happen; `says` is an error text that belongs to it. */
  accepts: z
    .array(
      z.strictObject({
        line,
        exit: z.int(),
        says: pattern.optional(),
        as: z.enum(['written', 'corrected']).optional(),
        why: z.string(),
      }),
    )
    .default([]),
  promises: z.array(promise).default([]),
  /** AS=written: every line that a reader meets otherwise than the text promises. `sometimes`: why it depends on the moment. */
  written: z
    .array(
      z.strictObject({
        line,
        attempt: z.enum(['as it stands', 'filled', 'again']).default('as it stands'),
        kind: z.enum(['fails', 'says', 'warns', 'promise']),
        meets: z.string().min(1),
        claims,
        sometimes: z.string().optional(),
      }),
    )
    .default([]),
  /** AS=corrected: what is typed instead of the command at `line`, by the errata of `claims`; `why`: what they leave open. */
  corrections: z.array(z.strictObject({ line, claims, type: z.array(z.string()), why: z.string().optional() })).default([]),
  /** Errata of commands that AS=corrected does not type. */
  unapplied: z.array(z.strictObject({ claim: z.string(), why: z.string() })).default([]),
});

export type Corrections = z.infer<typeof correctionsSchema>;
export type Promised = Corrections['promises'][number];
export type Expected = Corrections['written'][number];

/** Where a document's corrections are, relative to the root: by the file's name, so that a copy elsewhere has the same. */
export const correctionsPath = (document: string): string => `fixtures/corrections/${basename(document, '.md')}.yaml`;

/** Reads a document's corrections; a document without a file has none. Throws UsageError with each fault of the file. */
export async function loadCorrections(root: string, document: string): Promise<Corrections> {
  const path = correctionsPath(document);
  if (!existsSync(join(root, path))) return correctionsSchema.parse({ document });
  const parsed = correctionsSchema.safeParse(parse(await readFile(join(root, path), 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`);
  throw new UsageError(faults.join('\n'));
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'mu'));
  } catch {
    return false;
  }
}

/** Promises that the document, a copy perhaps, no longer makes: one line each, naming its line. */
export function fallenPromises(document: MarkdownDocument, { promises }: Corrections): string[] {
  return promises
    .filter(({ line, quote, as }) => as !== 'corrected' && document.quoteEnd(line, quote) === undefined)
    .map(({ line, quote }) => `${document.path}:${line}: the walk-through looks for "${quote}", which does not stand there.`);
}
