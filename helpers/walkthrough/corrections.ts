import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { yamlValue } from '../../cluster/host/yaml.ts';
import { contentFile } from '../contentFile.ts';
import { spotsOf, type Anchor } from '../documents/anchor.ts';
import type { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import type { Typed } from './typed.ts';

const pattern = z
  .string()
  .refine(isPattern, 'is no regular expression')
  .describe('regular expression with the flags mu, on the plain output');
const words = z.string().min(1).describe('words that stand in the document once');
const anchor = z
  .union([
    words,
    z.strictObject({ quote: words, section: z.string().describe('a heading above them, where they stand more than once') }),
  ])
  .describe('where it stands, in the text as it was accepted');
const claims = z.array(z.string()).min(1).describe('ids of the claims that say so');
const as = z.enum(['written', 'corrected']).optional().describe('only with the document as it stands, or only with its errata');

const promise = z
  .strictObject({
    at: anchor
      .optional()
      .describe('the words that the promise replaces, where an erratum makes it; else it stands where its quote does'),
    quote: z.string().min(1).describe('the words of the promise'),
    command: anchor.describe('the command whose output shows it'),
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
  at: anchor.describe('the command'),
  exit: z.int().describe('the exit status that the text means to happen'),
  says: pattern.optional().describe('regular expression with the flags mu: an error text that belongs to that status'),
  as,
  why: z.string().describe('where the text announces it'),
});

const met = z
  .strictObject({
    at: anchor.describe('the command, or the promise'),
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
    as: z
      .enum(['written', 'corrected', 'both'])
      .default('written')
      .describe('the text that a reader meets it in; with its errata a text may differ sometimes only'),
  })
  .refine(({ as, sometimes }) => as === 'written' || sometimes !== undefined, {
    path: ['as'],
    error:
      'what the corrected text always differs in is one more erratum: write that, or say by sometimes why it depends on the moment',
  });

const why = z.string().min(1).describe('what of the text asks for it, or takes it for granted');
const prerequisite = z.union([
  z.strictObject({ run: z.string().min(1).describe('a command of the reader’s shell'), why }),
  z.strictObject({
    file: z
      .string()
      .refine((path) => !/^\/|(?:^|\/)\.\.(?:\/|$)/.test(path), 'is no path within the content folder')
      .describe('a file of the content folder, which is copied to the same path in the reader’s folder'),
    why,
  }),
]);

export const correctionsSchema = z
  .strictObject({
    document: z.string().describe('path of the document from the root'),
    setUp: z
      .array(prerequisite)
      .default([])
      .describe('what the text has its reader bring along, done in this order before its first block; the results list it'),
    placeholders: z
      .record(z.string(), z.union([z.string(), z.strictObject({ pod: z.string().describe('label, such as app=frontend') })]))
      .default({})
      .describe('what a reader fills in for <name>: a text, or the name of the first pod with a label'),
    accepts: z.array(accepted).default([]).describe('failing commands that the text itself means to fail'),
    promises: z.array(promise).default([]).describe('what the text promises of the outputs'),
    written: z
      .array(met)
      .default([])
      .describe(
        'every line that a reader meets otherwise than the text promises; with its errata only what depends on the moment',
      ),
  })
  .describe('How a document is walked through: what a reader fills in, what may fail, and what a reader meets who pastes it.');

type File = z.infer<typeof correctionsSchema>;
export type Prerequisite = File['setUp'][number];
/** With each anchor's line in the text that was accepted. */
type Placed<T> = Omit<T, 'at' | 'command'> & { line: number };

export type Promised = Placed<File['promises'][number]> & { command: number };
export type Expected = Placed<File['written'][number]>;
export type Corrections = Omit<File, 'accepts' | 'promises' | 'written'> & {
  accepts: Placed<File['accepts'][number]>[];
  promises: Promised[];
  written: Expected[];
};

/** Where a document's corrections are, relative to the root: by the file's name, so that a copy elsewhere has the same. */
export const correctionsPath = (document: string): string => `fixtures/corrections/${basename(document, '.md')}.yaml`;

/**
 * Reads a document's corrections; a document without a file has none.
 *
 * @param document as it was accepted
 * @throws {UsageError} with each fault of the file, each file that is not there, and each anchor that does not stand in the document once
 */
export async function loadCorrections(root: string, document: MarkdownDocument): Promise<Corrections> {
  const path = correctionsPath(document.path);
  if (!existsSync(join(root, path)))
    return { ...correctionsSchema.parse({ document: document.path }), accepts: [], promises: [], written: [] };
  const parsed = correctionsSchema.safeParse(yamlValue(contentFile(join(root, path)), path));
  if (!parsed.success)
    throw new UsageError(parsed.error.issues.map((issue) => `${path}: ${issue.path.join('.')}: ${issue.message}`).join('\n'));
  return placed(root, path, document, parsed.data);
}

function placed(root: string, path: string, document: MarkdownDocument, file: File): Corrections {
  const { accepts, promises, written } = file;
  const faults = file.setUp.flatMap((one) =>
    'file' in one && !existsSync(join(root, one.file))
      ? [`${path}: setUp: there is no ${one.file} in the content folder: put it there, or take the entry out.`]
      : [],
  );
  const lineOf = (at: string | Anchor): number => {
    const wanted = typeof at === 'string' ? { quote: at } : at;
    const spots = spotsOf(document, wanted);
    const [spot] = spots;
    if (spot && spots.length === 1) return spot.line;
    const where = spots.length === 0 ? 'nowhere' : `at lines ${spots.map(({ line }) => line).join(', ')}`;
    faults.push(
      `${path}: "${wanted.quote}" stands ${where} in ${document.path}: quote words that stand once, or name a section.`,
    );
    return 0;
  };
  const result = {
    ...file,
    accepts: accepts.map(({ at, ...one }) => ({ ...one, line: lineOf(at) })),
    promises: promises.map(({ at, command, ...one }) => ({ ...one, line: lineOf(at ?? one.quote), command: lineOf(command) })),
    written: written.map(({ at, ...one }) => ({ ...one, line: lineOf(at) })),
  };
  if (faults.length > 0) throw new UsageError(faults.join('\n'));
  return result;
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
