import { z } from 'zod';
import { expectations } from '../verdict.ts';

const claimId = z.string().regex(/^m\d+-[a-z0-9]+(-[a-z0-9]+)*$/, 'an id such as m1-ex4-attacker-blocked');

/** A claim that is wrong as written has the text that would be right; it is tested like a claim. */
const erratum = z.strictObject({
  text: z.string().min(1).describe('the corrected sentence or command'),
});

const claim = z.strictObject({
  id: claimId,
  line: z.int().positive().describe('first line of the quote in the document, from 1'),
  quote: z.string().min(1).describe('verbatim part of the document; dashes, quotes and spaces are compared normalised'),
  says: z.string().min(1).describe('the statement in our words: what a run has to find out'),
  reading: z
    .enum(['literal', 'implicit', 'risk', 'limit', 'gap', 'ordering', 'vacuity', 'ambiguity'])
    .default('literal')
    .describe('anything but literal: the text relies on it or invites it without saying so'),
  expected: z.enum(expectations),
  basis: z.enum(['measured', 'predicted']).describe('predicted: no run has shown it yet'),
  why: z.string().min(1).optional(),
  control: z.string().min(1).optional().describe('the observation that could have failed, in words'),
  sameAs: claimId.optional().describe('says what that claim says: shares its spec and its verdict'),
  erratum: erratum.optional(),
  supports: z
    .array(z.string().regex(/^(NIST|PCI DSS) .+/))
    .optional()
    .describe('proposed, never asserted: NIST SP 800-53 Rev. 5 or PCI DSS 4.0 control'),
});

/** Lines that state nothing to test, each range with its reason. */
const editorialLines = z.strictObject({
  lines: z.string().regex(/^\d+(-\d+)?(, ?\d+(-\d+)?)*$/, 'such as "5, 12-14"'),
  reason: z.string().min(1),
});

export const ledgerSchema = z.strictObject({
  document: z.string().regex(/^fixtures\/documents\/.+\.md$/),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  claims: z.array(claim).min(1),
  editorial: z.array(editorialLines),
});

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerClaim = Ledger['claims'][number];
