import { z } from 'zod';

/** What a gate can find. Each form of its result declares all of them each time, so that what was mended closes. */
export const rules = {
  'verdict-differs': 'A claim has another verdict than the ledger expects.',
  inconclusive: 'Nothing was learned of a claim.',
  drifted: 'The words of a claim, or of a part of the document that its spec names, have changed.',
  unclaimed: 'Words are new, and nobody has said whether they state something to test.',
  'ledger-fault': 'A ledger, a spec or a document does not fit the others.',
  overdue: 'An erratum is not applied, and its date has passed.',
  'known-erratum': 'The sentence is wrong, the ledger says so, and its erratum is not applied yet.',
} as const;

export type RuleId = keyof typeof rules;

export const levels = ['error', 'warning', 'note'] as const;

const findingSchema = z.strictObject({
  rule: z.enum(Object.keys(rules) as [RuleId, ...RuleId[]]),
  /** `error` fails the gate; `note` is for the reader only. */
  level: z.enum(levels),
  /** What the finding is about, whatever its line: a claim's id, or the words. With `rule` it is the same in each run. */
  about: z.string(),
  /** Relative to the content folder; lines from 1. */
  file: z.string(),
  line: z.int().positive(),
  lastLine: z.int().positive(),
  /** A sentence, at most one line. */
  title: z.string(),
  /** What was expected and observed, and what to do. Plain text, several lines. */
  message: z.string(),
  /** Whether the change touches the claim or its words; other findings are told after these. */
  touched: z.boolean(),
  /** Why the finding fails nothing: somebody knows of it. */
  suppressed: z.string().optional(),
  /** Words that should stand in the lines instead. */
  suggestion: z.string().optional(),
});

/** Where a claim's words stand; left out where they are gone. */
const place = z.strictObject({ file: z.string(), line: z.int().positive() }).optional();

export const gateSchema = z.strictObject({
  schema: z.literal('meshproof/gate/v1'),
  /** ISO 8601. */
  at: z.string(),
  version: z.string(),
  /** What was compared: the commit before, and the present state of the content folder. */
  since: z.string(),
  head: z.string(),
  /** Path of the content folder inside its git repository; '' for the repository itself. Forms that name files put it before them. */
  prefix: z.string(),
  changed: z.array(z.string()),
  /** Claims that the change touches, each with the reasons. */
  touched: z.array(z.strictObject({ id: z.string(), place, why: z.array(z.string()) })),
  /** Claims that were run, and how many seconds the gate took. */
  ran: z.array(z.strictObject({ id: z.string(), place, verdict: z.string(), expected: z.string(), seconds: z.number() })),
  seconds: z.number(),
  /** The pack of the run, where one was needed. */
  pack: z.string().optional(),
  /** Worst first, and of equal ones the touched first. */
  findings: z.array(findingSchema),
  /** Exit status: 0 the change may land · 1 it may not · 2 nothing was learned. */
  exit: z.union([z.literal(0), z.literal(1), z.literal(2)]),
});

export type Finding = z.infer<typeof findingSchema>;
export type GateResult = z.infer<typeof gateSchema>;

/** A form in which a gate's result is told, written beside the others. */
export interface GateFormat {
  /** The name that its readers know. */
  name: string;
  /** Its file, in the gate's folder. */
  file: string;
  /** One sentence: who reads it, and how. */
  says: string;
  render: (result: GateResult) => string;
}
