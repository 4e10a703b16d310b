import { z } from 'zod';
import { expectations, verdicts } from '../verdict.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime().describe('UTC');

/** Where a record comes from. Two of different kinds make a refusal believable. */
export const witnesses = [
  'client',
  'app-log',
  'proxy-log',
  'packet-capture',
  'kernel-counter',
  'api-object',
  'command',
  'metrics',
  'proxy-config',
  'dns',
  'text',
] as const;

export const artifactSchema = z.strictObject({
  sha256,
  name: z.string().describe('such as stdout.txt, backend.pcap, manifest.yaml'),
  bytes: z.int().nonnegative(),
  mediaType: z.string(),
});

/** One observation: who was asked what, and what came back. */
export const observationSchema = z.strictObject({
  id: z.string().describe('unique in the run; controls and expectations point at it'),
  at: instant,
  ms: z.number().nonnegative(),
  witness: z.enum(witnesses),
  probe: z.strictObject({
    says: z.string().describe('in words: attacker GET http://backend/'),
    from: z.string().optional().describe('pod and address'),
    to: z.string().optional(),
    command: z.string().optional().describe('as run, to be pasted'),
  }),
  outcome: z.strictObject({
    says: z.string().describe('in words: 200 from backend-7c9-abc, or timeout (curl 28)'),
    value: z.json().optional(),
  }),
  repeated: z.int().positive().default(1).describe('equal outcomes in a row folded into this record'),
  artifacts: z.array(artifactSchema).default([]),
});

/** A control or an expectation: what had to be seen, and whether it was. */
export const assertionSchema = z.strictObject({
  beat: z.enum(['control', 'observation', 'erratum']),
  name: z.string(),
  expected: z.string(),
  observed: z.string(),
  agrees: z.boolean(),
  unread: z.literal(true).optional().describe('what was read is no answer: an instrument did not do its work'),
  settledMs: z.number().nonnegative().describe('from the first try to the first of the agreeing ones'),
  attempts: z.int().positive(),
  distinct: z.array(z.strictObject({ says: z.string(), count: z.int().positive() })).describe('last three distinct outcomes'),
  observations: z.array(z.string()).describe('observation ids'),
  chance: z
    .strictObject({
      model: z.string(),
      n: z.int().positive().describe('size of the sample'),
      falseAlarm: z.number().nonnegative().describe('probability that chance alone misses the bound'),
    })
    .optional()
    .describe('where the expectation is a statistical bound'),
});

/** An object around a change, as the API server had it: a side is absent where the object was. */
export const objectChangeSchema = z.strictObject({
  object: z.string().describe('kind and name: NetworkPolicy/backend'),
  before: artifactSchema.optional(),
  after: artifactSchema.optional(),
});

export const changeSchema = z.strictObject({
  at: instant,
  says: z.string().describe('in words: applied backend-policy.yaml'),
  artifacts: z.array(artifactSchema).default([]),
  objects: z.array(objectChangeSchema).default([]),
});

/** A claim, and where its words stand. */
export const statedClaimSchema = z.strictObject({
  id: z.string(),
  document: z.string(),
  line: z.int().positive(),
  quote: z.string(),
  says: z.string(),
});

export const claimEvidenceSchema = statedClaimSchema.extend({
  reading: z.string(),
  expected: z.enum(expectations),
  basis: z.enum(['measured', 'predicted']),
  why: z.string().optional(),
  seen: z.array(z.string()).optional().describe('patterns, one of which each disagreement had to match'),
  byVersion: z
    .array(
      z.strictObject({
        at: z.array(z.string()).describe('versions that have to hold, such as `istio >=1.31`; none: all that no other names'),
        expected: z.enum(expectations),
        why: z.string().optional(),
        here: z.boolean().describe('this cluster has these versions'),
      }),
    )
    .optional()
    .describe('every verdict that the ledger expects, where that differs by version'),
  needs: z.array(z.string()).optional().describe('what the claim may need that not every environment has, by the ledger'),
  verdict: z.enum(verdicts),
  reason: z.string().describe('one sentence'),
  lacks: z.string().optional().describe('of not-applicable: the need that is not met'),
  sameAs: z.string().optional(),
  spec: z.string().optional().describe('path of the spec file'),
  world: z.string().optional(),
  startedAt: instant.optional(),
  attempts: z
    .array(z.strictObject({ startedAt: instant.optional(), verdict: z.enum(verdicts), reason: z.string() }))
    .optional()
    .describe('what it came to before in this run: inconclusive, so it was measured again'),
  durationMs: z.number().nonnegative().default(0),
  waitingMs: z.number().nonnegative().default(0).describe('of durationMs: spent in probes and on the cluster'),
  settledMs: z.number().nonnegative().default(0),
  controls: z.array(assertionSchema).default([]),
  changes: z.array(changeSchema).default([]),
  expectations: z.array(assertionSchema).default([]),
  observations: z.array(observationSchema).default([]),
  witnesses: z.array(z.enum(witnesses)).default([]),
  used: z
    .array(z.string())
    .default([])
    .describe('parts of the lab that the claim used: images, programs, instruments, functions'),
  substitutions: z.array(z.string()).default([]).describe('names of environment.substitutions that replace what the claim used'),
  applied: z
    .strictObject({
      quote: z.string(),
      says: z.string(),
      expected: z.enum(expectations),
      formerly: z.array(assertionSchema).describe('what the former words say, and is not so: it has no say in the verdict'),
    })
    .optional()
    .describe('the claim’s erratum is applied to the document: what the claim was before'),
  erratum: z.strictObject({ text: z.string(), verdict: z.enum(verdicts) }).optional(),
  supports: z.array(z.string()).default([]),
  reproduce: z.string().optional().describe('one line'),
  selected: z.boolean().default(false).describe('this run was to measure it'),
});

/** A property of the lab that every claim leans on, shown like a claim. */
export const labCheckSchema = z.strictObject({
  says: z.string(),
  spec: z.string().describe('path of the spec file'),
  holds: z.boolean(),
  reason: z.string().describe('one sentence'),
  startedAt: instant,
  durationMs: z.number().nonnegative(),
  controls: z.array(assertionSchema),
  changes: z.array(changeSchema),
  expectations: z.array(assertionSchema),
  observations: z.array(observationSchema),
});

export const environmentSchema = z.strictObject({
  provider: z.string(),
  says: z.string().optional().describe('what the cluster is, in words: completes “compared with …”'),
  clusterUid: z.string(),
  nodes: z.int().nonnegative(),
  kubernetes: z.string(),
  istio: z.string(),
  proxy: z.string(),
  networkPolicy: z.string(),
  kubeProxyMode: z.string(),
  components: z.array(z.strictObject({ name: z.string(), version: z.string(), digest: z.string().optional() })),
  substitutions: z.array(
    z.strictObject({
      name: z.string(),
      for: z.string().describe('the stock part'),
      by: z.string().describe('what stands in'),
      replaces: z.array(z.string()).default([]).describe('parts: a claim that used one of them shows the stand-in'),
      affects: z.array(z.string()).default([]).describe('ids of the claims of this run that used what it replaces'),
    }),
  ),
});

/** A walk-through of a document that the run took in: what a reader meets who types its commands. */
export const walkEntrySchema = z.strictObject({
  document: z.string(),
  as: z.enum(['written', 'corrected']),
  started: instant,
  told: artifactSchema.describe('walkthrough.json (meshproof/walkthrough/v1)'),
  cast: artifactSchema.describe('the recording, asciicast v2'),
});

/** A run of whose evidence, with that of others, this evidence was made. */
export const partSchema = z.strictObject({
  id: z.string().describe('of the run'),
  started: instant,
  finished: instant,
  clusterUid: z.string(),
  claims: z.int().nonnegative().describe('how many it was to measure'),
  evidence: sha256.describe('of its evidence.json'),
});

export const evidenceSchema = z.strictObject({
  schema: z.literal('meshproof/evidence/v1'),
  run: z.strictObject({
    id: z.string(),
    started: instant,
    finished: instant,
    status: z.enum(['complete', 'interrupted']),
    interruptions: z.int().nonnegative().default(0),
    selection: z.string().describe('what was asked for: all, or the globs'),
    parts: z.array(partSchema).optional().describe('the runs that made this one in parts, each on a cluster of its own'),
    strict: z.literal(true).optional().describe('of each claim only `verified` was to do (STRICT=1)'),
    suite: z.strictObject({ version: z.string(), commit: z.string(), dirty: z.boolean() }),
    environment: environmentSchema,
    lab: z.array(labCheckSchema).default([]).describe('empty where a selection of claims was run'),
    labSelected: z.int().nonnegative().default(0).describe('how many checks of the lab this run was to make'),
    redactions: z.array(z.strictObject({ what: z.string(), count: z.int().positive() })).default([]),
  }),
  documents: z.array(
    z.strictObject({
      path: z.string(),
      sha256,
      lines: z.int(),
      coverage: z.strictObject({ claimed: z.int(), editorial: z.int(), unclassified: z.int() }).describe('non-empty lines'),
    }),
  ),
  claims: z.array(claimEvidenceSchema),
  walkthroughs: z.array(walkEntrySchema).default([]),
  notices: artifactSchema.optional().describe('what the suite was last measured to notice (meshproof/notices/v1)'),
  fidelity: artifactSchema
    .optional()
    .describe(
      'what independent suites said of a cluster of the same parts (meshproof/fidelity/v1); left out where there is none',
    ),
  summary: z.record(z.enum(verdicts), z.int().nonnegative()),
});

export type Artifact = z.infer<typeof artifactSchema>;
export type Observation = z.infer<typeof observationSchema>;
export type Assertion = z.infer<typeof assertionSchema>;
export type ObjectChange = z.infer<typeof objectChangeSchema>;
export type Change = z.infer<typeof changeSchema>;
export type ClaimEvidence = z.infer<typeof claimEvidenceSchema>;
export type LabCheck = z.infer<typeof labCheckSchema>;
export type RunPart = z.infer<typeof partSchema>;
export type WalkEntry = z.infer<typeof walkEntrySchema>;
export type Environment = z.infer<typeof environmentSchema>;
export type Evidence = z.infer<typeof evidenceSchema>;
export type Witness = (typeof witnesses)[number];
