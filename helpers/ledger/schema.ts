import { z } from 'zod';
import { needs } from '../needs.ts';
import { expectations } from '../verdict.ts';

export const claimId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/, 'an id such as m1-ex4-attacker-blocked')
  .describe('document, section and what the claim is about, such as m1-ex4-attacker-blocked');

const section = z.string().min(1).describe('text of a heading above the quote, where the quote alone stands more than once');

/** A claim that is wrong as written has the text that would be right; it is tested like a claim. */
const erratum = z.strictObject({
  text: z.string().min(1).describe('the corrected sentence or command'),
});

/** Begins with ^, so that a command's exit status cannot be passed over. */
const pattern = z
  .string()
  .regex(/^\^./, 'a regular expression that begins with ^')
  .refine(isRegularExpression, { error: 'no valid regular expression' });

const claim = z.strictObject({
  id: claimId.describe('never changed once it is used: specs, mutants and reports name the claim by it'),
  quote: z
    .string()
    .min(1)
    .describe('verbatim part of the document, which stands in it once; dashes, quotes and spaces are compared normalised'),
  section: section.optional(),
  says: z.string().min(1).describe('the statement in our words: what a run has to find out'),
  reading: z
    .enum(['literal', 'implicit', 'risk', 'limit', 'gap', 'ordering', 'vacuity', 'ambiguity'])
    .default('literal')
    .describe('anything but literal: the text relies on it or invites it without saying so'),
  expected: z.enum(expectations).describe('the verdict that a run has to come to; undecided: nobody dares a prediction yet'),
  basis: z.enum(['measured', 'predicted']).describe('predicted: no run has shown it yet'),
  why: z.string().min(1).optional().describe('the reason for the expected verdict; required unless it is verified'),
  seen: z
    .union([pattern, z.array(pattern).min(2)])
    .optional()
    .describe(
      'of a claim that is wrong as written: pattern of the words that are observed where an expectation disagrees (for vacuous, of what both worlds print); a list where several disagree; another disagreement is inconclusive',
    ),
  needs: z
    .array(z.enum(needs))
    .min(1)
    .optional()
    .describe('what the claim needs that not every environment has: without it a run may end not-applicable, and only then'),
  sameAs: claimId.optional().describe('says what that claim says: shares its spec and its verdict'),
  erratum: erratum.optional().describe('what the document should say instead'),
  supports: z
    .array(z.string().regex(/^(NIST|PCI DSS) .+/))
    .optional()
    .describe('proposed, never asserted: NIST SP 800-53 Rev. 5 or PCI DSS 4.0 control'),
});

const placeName = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a name such as backend-policy');

/** A part of the document that specs work with: a command, or a manifest that it feeds to one. */
const place = z.strictObject({
  quote: z.string().min(1).describe('verbatim part of it, which stands in the document once'),
  section: section.optional(),
});

/** Sentences, commands and other passages that state nothing to test, with the reason. */
const editorial = z.strictObject({
  quotes: z.array(z.string().min(1)).min(1).describe('each the whole passage, wherever it stands'),
  reason: z.string().min(1).describe('why no run could decide anything there'),
});

export const ledgerSchema = z
  .strictObject({
    document: z
      .string()
      .regex(/^fixtures\/documents\/.+\.md$/)
      .describe('path of the document from the root'),
    places: z.record(placeName, place).default({}).describe('parts of the document that specs name'),
    claims: z.array(claim).min(1).describe('what the document says, each statement once'),
    editorial: z.array(editorial).describe('passages that state nothing to test'),
  })
  .describe('The claims of one document: what it says, the verdict we expect of each, and why.');

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerClaim = Ledger['claims'][number];
