import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import type { Typed } from './typed.ts';

const pattern = z
  .string()
  .refine(isPattern, 'is no regular expression')
  .describe('regular expression with the flags mu, on the plain output');
const line = z.int().positive().describe('line of the document, from 1');
const claims = z.array(z.string()).min(1).describe('ids of the claims that say so');
const as = z.enum(['written', 'corrected']).optional().describe('only with the document as it stands, or only with its errata');

const promise = z
  .strictObject({
    line: line.describe('where the words stand'),
    quote: z.string().min(1).describe('the words of the promise'),
    command: line.describe('line of the command whose output shows it'),
    shows: pattern.optional().describe('regular expression with the flags mu: the output holds a match'),
    lacks: pattern.optional().describe('regular expression with the flags mu: the output holds no match'),
    count: z
      .strictObject({
        of: pattern,
        what: z.string().describe('the things counted, in words'),
        distinct: z.boolean().default(false).describe('equal matches count once'),
        is: z.int().optional().describe('exactly so many'),
        least: z.int().optional().describe('so many or more'),
      })
      .optional()
      .describe('how many matches the output holds'),
    as: as.describe('only one of the two texts promises it; the corrected one by the erratum of `claim`, which holds the quote'),
    claim: z.string().optional().describe('id of the claim whose erratum promises it'),
  })
  .describe('What the text promises of a command’s output.');

const accepted = z.strictObject({
  line,
  exit: z.int().describe('the exit status that the text means to happen'),
  says: pattern.optional().describe('regular expression with the flags mu: an error text that belongs to that status'),
  as,
  why: z.string().describe('where the text announces it'),
});

const met = z.strictObject({
  line,
  attempt: z
    .enum(['as it stands', 'filled', 'again'])
    .default('as it stands')
    .describe('filled: with the placeholders replaced; again: on the machine that the text means'),
  kind: z
    .enum(['fails', 'says', 'warns', 'promise'])
    .describe('fails: exit status; says: error in the output; warns: deprecation; promise: the text promises something else'),
  meets: z.string().min(1).describe('what the reader meets, as part of what the walk-through reports'),
  claims,
  sometimes: z.string().optional().describe('why it depends on the moment: then it may be absent'),
});

export const correctionsSchema = z
  .strictObject({
    document: z.string().describe('path of the document from the root'),
    placeholders: z
      .record(z.string(), z.union([z.string(), z.strictObject({ pod: z.string().describe('label, such as app=frontend') })]))
      .default({})
      .describe('what a reader fills in for <name>: a text, or the name of the first pod with a label'),
    accepts: z.array(accepted).default([]).describe('failing commands that the text itself means to fail'),
    promises: z.array(promise).default([]).describe('what the text promises of the outputs'),
    written: z.array(met).default([]).describe('AS=written: every line that a reader meets otherwise than the text promises'),
  })
  .describe('How a document is walked through: what a reader fills in, what may fail, and what a reader meets who pastes it.');

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

/** Promises that the text, a copy's perhaps, no longer makes: one line each, naming its line. */
export function fallenPromises(
  { document, reads }: Pick<Typed, 'document' | 'reads'>,
  { promises }: Pick<Corrections, 'promises'>,
  typed: 'written' | 'corrected',
): string[] {
  return promises
    .filter(({ line, quote, as }) => (as ?? typed) === typed && !reads(line, quote))
    .map(({ line, quote }) => `${document.path}:${line}: the walk-through looks for "${quote}", which does not stand there.`);
}
