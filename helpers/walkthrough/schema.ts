import { z } from 'zod';

/** Facts of one object, by name: whatever a reader could see of it with kubectl. */
const facts = z.record(z.string(), z.unknown());

const change = z.strictObject({
  object: z.string().describe('kind and name, such as Pod/backend-686576749d-abc12'),
  change: z.enum(['added', 'removed', 'changed']),
  was: facts.optional().describe('the facts that differ, before'),
  is: facts.optional().describe('the facts that differ, after; all of them for an object that was added'),
});

const command = z.strictObject({
  line: z.int().describe('first line in the document'),
  lastLine: z.int(),
  typed: z.string().describe('what was typed, word for word'),
  attempt: z
    .enum(['as it stands', 'filled', 'again', "the reader's own"])
    .describe('filled: placeholders replaced; again: on the right machine; own: not in the document'),
  shell: z.string().describe('host, or the pod whose shell it was typed into'),
  at: z.number().describe('seconds into the cast'),
  seconds: z.number(),
  exit: z.int().nullable().describe('$? afterwards; null: it did not return'),
  stages: z.array(z.int()).describe('the exit status of each stage of a pipeline'),
  expects: z.string().optional().describe('the output that the document shows below the command'),
  output: z.string().describe('as the terminal showed it, at most 20 000 characters'),
  interrupted: z.boolean().describe('ended with Ctrl-C: once it was up where it stays in front, else because it did not return'),
  claims: z.array(z.string()).optional().describe('the claims whose correction this is'),
  note: z.string().optional(),
});

const block = z.strictObject({
  number: z.int(),
  first: z.int(),
  last: z.int(),
  heading: z.string(),
  claims: z.array(z.string()).describe('claims that quote a line of the block'),
  about: z
    .array(z.string())
    .describe('claims that quote the prose around it: from its heading or the block before to the next one'),
  commands: z.array(command),
  state: z.record(z.string(), facts).nullable().describe('objects by kind/name; null: there was no cluster'),
  changes: z.array(change).describe('against the state after the block before'),
});

const finding = z.strictObject({
  line: z.int(),
  attempt: z.enum(['as it stands', 'filled', 'again', "the reader's own"]),
  command: z.int().optional().describe('line of the command that shows it, where `line` is prose'),
  kind: z
    .enum(['fails', 'says', 'warns', 'promise'])
    .describe(
      'fails: an exit status · says: an error in its output · warns: a deprecation · promise: the text promises something else',
    ),
  promised: z.string().describe('the command, or the words of the promise'),
  met: z.string().describe('what the reader meets instead'),
  claims: z.array(z.string()),
  expected: z.boolean().describe('declared in fixtures/corrections'),
});

/** `walkthrough.json`: one document, run as a reader would paste it. Times are UTC, lines count from 1. */
export const walkthroughSchema = z.strictObject({
  schema: z.literal('meshproof/walkthrough/v1'),
  document: z.string(),
  sha256: z.string(),
  as: z.enum(['written', 'corrected']),
  started: z.iso.datetime(),
  finished: z.iso.datetime(),
  status: z.enum(['complete', 'interrupted', 'failed']),
  cluster: z.strictObject({ name: z.string(), own: z.boolean().describe('made for this walk and removed after it') }),
  treatment: z.array(z.string()).describe('where the walk differs from a reader at a keyboard, each with its reason'),
  cast: z.string().describe('asciicast v2, beside this file'),
  blocks: z.array(block),
  unread: z
    .array(z.strictObject({ first: z.int(), last: z.int(), why: z.string() }))
    .optional()
    .describe('blocks of the document that are not read as commands, and so were not typed'),
  claims: z.record(z.string(), z.array(z.int())).describe('for each claim, the numbers of the blocks that it quotes or is about'),
  findings: z.array(finding),
  accepted: z
    .array(z.strictObject({ line: z.int(), typed: z.string(), exit: z.int(), why: z.string() }))
    .describe('commands that ended with another status than 0, as the text wants'),
  missing: z.array(z.string()).describe('declared findings that were not met'),
  leftovers: z.array(change).describe('what the document’s own clean-up leaves, against the state before its first change'),
  redacted: z.record(z.string(), z.int()).describe('secrets taken out of cast and outputs, by kind'),
});

export type Walkthrough = z.infer<typeof walkthroughSchema>;
export type WalkedCommand = z.infer<typeof command>;
export type WalkedBlock = z.infer<typeof block>;
export type Finding = z.infer<typeof finding>;
export type Change = z.infer<typeof change>;
export type State = z.infer<typeof block>['state'];

/** "lines 4-9: language yaml". */
export const describeUnread = ({ first, last, why }: NonNullable<Walkthrough['unread']>[number]): string =>
  `${last > first ? `lines ${first}-${last}` : `line ${first}`}: ${why}`;
