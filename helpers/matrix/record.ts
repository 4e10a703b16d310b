import { z } from 'zod';
import type { Versions } from '../versions.ts';

/** The variables that make a cell, each with the part of the cluster whose version it asks for. */
export const partOf = {
  ISTIO: 'istio',
  KUBERNETES: 'kubernetes',
  ENVOY: 'envoy',
  COMPATIBILITY: 'compatibility',
} as const satisfies Record<string, keyof Versions>;

/** What `make matrix` hands to the pages: its cells, each with its pack or the reason why there is none. */
export const matrixRecordSchema = z.strictObject({
  schema: z.literal('meshproof/matrix-cells/v1'),
  at: z.iso.datetime().describe('UTC'),
  version: z.string().describe('of the suite'),
  link: z.string().optional().describe('where the packs are published; without it links lead from this folder to them'),
  cells: z
    .array(
      z.strictObject({
        wish: z.record(z.string(), z.string()).describe('the variables that it was asked for by; none where a pack was merged'),
        pack: z.string().optional().describe('folder of its pack, from the folder of this file'),
        says: z.string().optional().describe('what is to be known of it besides: why it has no pack, or no whole one'),
      }),
    )
    .min(1),
});

export type MatrixRecord = z.infer<typeof matrixRecordSchema>;
