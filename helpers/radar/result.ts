import { z } from 'zod';
import { statedClaimSchema } from '../evidence/schema.ts';
import { verdicts, expectations } from '../verdict.ts';
import { strengths, termKinds } from './terms.ts';

const release = z.strictObject({ release: z.string(), module: z.string().describe('version of istio.io/istio') });

const join = z.strictObject({
  by: z.enum(termKinds),
  term: z.string(),
  strength: z.enum(strengths),
  claims: z.array(z.string()),
});

/** A claim that a text touches, by its strongest terms. */
const touch = z.strictObject({
  claim: z.string(),
  strength: z.enum(['strong', 'medium']),
  terms: z.array(z.strictObject({ by: z.enum(termKinds), term: z.string() })),
});

/** Where a note or a default belongs. `unmeasured`: it touches claims that no two packs have measured. */
const standing = z.enum(['seen', 'not-seen', 'unmeasured', 'no-claim']);

const joined = { joins: z.array(join), touches: z.array(touch), standing };

const note = z.strictObject({
  file: z.string(),
  state: z.enum(['new', 'changed', 'gone']).describe('gone: the earlier release has the note, the later one lacks it'),
  kind: z.string(),
  area: z.string(),
  says: z.array(z.string()),
  upgrade: z.array(z.strictObject({ title: z.string(), content: z.string() })),
  security: z.array(z.string()),
  issues: z.array(z.string()),
  problems: z.array(z.string()).describe('what of its file is not as a note is'),
  ...joined,
});

const changedDefault = z.strictObject({
  name: z.string(),
  by: z.enum(['compatibility profile', 'variable', 'chart value']),
  before: z.string().optional(),
  after: z.string().optional(),
  says: z.string().optional(),
  file: z.string(),
  notes: z.array(z.string()).describe('files of the notes that name it'),
  ...joined,
});

const claim = statedClaimSchema.extend({
  expected: z.enum(expectations),
  spec: z.string().optional(),
  same: z.array(z.string()).describe('claims that say the same'),
  measured: z
    .strictObject({
      before: z.enum(verdicts),
      after: z.enum(verdicts),
      differs: z.boolean().describe('another verdict, or another answer to one of its controls and expectations'),
      how: z.string().optional().describe('what is different, in words'),
      otherOutput: z.boolean().describe('the same verdict with other words: two runs of one release differ so too'),
    })
    .optional(),
});

export const radarSchema = z.strictObject({
  schema: z.literal('meshproof/radar/v1'),
  at: z.iso.datetime(),
  from: release,
  to: release,
  packs: z
    .strictObject({
      before: z.strictObject({ run: z.string(), page: z.string() }),
      after: z.strictObject({ run: z.string(), page: z.string() }),
      measured: z.int().nonnegative().describe('claims that both have measured'),
      unlearned: z.array(z.string()).describe('claims of which one of them learned nothing'),
    })
    .optional(),
  joinable: z.int().describe('claims that can be run, without those that say what another says'),
  notes: z.array(note),
  defaults: z.array(changedDefault),
  claims: z.array(claim).describe('every claim that is touched or measured otherwise'),
  seenNotNoted: z.array(z.string()).describe('claims that are measured otherwise, and no note or default touches them'),
});

export type Radar = z.infer<typeof radarSchema>;
export type RadarNote = Radar['notes'][number];
export type RadarDefault = Radar['defaults'][number];
export type RadarClaim = Radar['claims'][number];
export type Standing = z.infer<typeof standing>;
export type Touch = z.infer<typeof touch>;
