import { z } from 'zod';
import { agreements } from '../../helpers/evidence/outcome.ts';
import { statedClaimSchema } from '../../helpers/evidence/schema.ts';
import { expectations, verdicts } from '../../helpers/verdict.ts';

const cell = z.strictObject({
  title: z.string().describe('the versions that tell it from the other cells'),
  wish: z.record(z.string(), z.string()).describe('the variables of make that it was asked for by'),
  says: z.string().optional().describe('why it has no pack, or no whole one'),
  exit: z.int().min(0).max(2).describe('exit status of its run: 0 as the ledger expects, 1 a verdict differs, 2 nothing learned'),
  run: z
    .strictObject({
      id: z.string(),
      started: z.iso.datetime(),
      finished: z.iso.datetime(),
      status: z.enum(['complete', 'interrupted']),
      selection: z.string(),
      suite: z.string().describe('commit of the suite, with a + behind it where files differed from it'),
      provider: z.string(),
      versions: z.record(z.string(), z.string()).describe('as they were measured'),
      href: z.string().describe('the report of its pack'),
      counts: z.record(z.enum(verdicts), z.int().nonnegative()),
      signer: z.string().optional().describe('fingerprint of the key that signed the pack'),
      problems: z.array(z.string()).describe('why the pack is not what was signed'),
    })
    .optional()
    .describe('left out where there is no pack'),
});

const result = z.strictObject({
  verdict: z.enum(verdicts),
  expected: z.enum(expectations),
  standing: z.enum(agreements).describe('how the verdict compares with what the ledger expects at these versions'),
  reason: z.string(),
  observed: z
    .array(z.string())
    .optional()
    .describe('of a claim with another outcome: the statements that disagreed, with what they observed'),
});

const statement = z.strictObject({
  at: z.array(z.string()).describe('versions that have to hold; none: all that no other statement names'),
  expected: z.enum(expectations),
  why: z.string().optional(),
  proof: z.enum(['proven', 'refuted', 'open']).describe('open: no cell has these versions and a verdict'),
  by: z.array(z.int().positive()).describe('numbers of the cells that decide it, from 1'),
});

const claim = statedClaimSchema.extend({
  sameAs: z.string().optional(),
  differs: z
    .enum(['verdict', 'outcome', 'tested', 'no'])
    .describe(
      'verdict: another verdict · outcome: the same, and another statement disagreed, or otherwise · tested: a verdict in some cells only',
    ),
  results: z.array(result.nullable()).describe('for each cell, in their order; null where it has no such claim'),
  stated: z.array(statement).optional().describe('the verdicts that the ledger expects, where they differ by version'),
});

/** matrix.json: claims × cells. */
export const matrixSchema = z
  .strictObject({
    $schema: z.string().optional(),
    schema: z.literal('meshproof/matrix/v1'),
    at: z.iso.datetime(),
    version: z.string(),
    exit: z.int().min(0).max(2).describe('that of the worst cell'),
    notes: z.array(z.string()).describe('why the cells may not be comparable'),
    cells: z.array(cell),
    claims: z.array(claim),
  })
  .describe('The verdicts of claims on several clusters, from the evidence packs of their runs.');

export type Matrix = z.infer<typeof matrixSchema>;
export type Cell = Matrix['cells'][number];
export type Row = Matrix['claims'][number];
export type Result = z.infer<typeof result>;
export type Statement = z.infer<typeof statement>;
