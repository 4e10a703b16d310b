import { z } from 'zod';
import { roles, usualRoles } from '../namespaceRoles.ts';
import { needSchema } from '../needs.ts';
import { expectations } from '../verdict.ts';
import { otherwiseSchema, faultsOfVersions } from './otherwise.ts';
import { pattern } from './pattern.ts';

export const claimId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/, 'an id such as m1-ex4-attacker-blocked')
  .describe('document, section and what the claim is about, such as m1-ex4-attacker-blocked');

const section = z.string().min(1).describe('text of a heading above the quote, where the quote alone stands more than once');

/** A claim that is wrong as written has the text that would be right; it is tested like a claim. */
const erratum = z.strictObject({
  text: z.string().min(1).describe('the corrected sentence or command'),
  owner: z.string().min(1).optional().describe('who sees to it that it is applied'),
  issue: z.string().min(1).optional().describe('where that is tracked, such as a link'),
  until: z.iso.date().optional().describe('the last day on which it may be left: after it the gate fails'),
});

const row = z.strictObject({
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
  versions: z
    .array(otherwiseSchema)
    .min(1)
    .optional()
    .describe('versions of the cluster at which another verdict is expected; `expected` is of all others'),
  needs: z
    .array(needSchema)
    .min(1)
    .optional()
    .describe(
      'what the claim needs that not every environment has, such as `image busybox:1.28`, or the versions that it is about, such as `istio >=1.31`: without it a run may end not-applicable, and only then',
    ),
  sameAs: claimId.optional().describe('says what that claim says: shares its spec and its verdict'),
  erratum: erratum.optional().describe('what the document should say instead'),
  supports: z
    .array(z.string().regex(/^(NIST|PCI DSS) .+/))
    .optional()
    .describe('proposed, never asserted: NIST SP 800-53 Rev. 5 or PCI DSS 4.0 control'),
});

const claim = row.check(({ value, issues }) => {
  for (const { path, message } of faultsOfVersions(value)) issues.push({ code: 'custom', input: value, path, message });
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

/** Passages that nobody has decided, with what their words suggest: make document writes them. */
const undecided = z.strictObject({
  quote: z.string().min(1).describe('a whole passage, or all lines of a command, a manifest or an output'),
  section: section.optional(),
  propose: z.enum(['claim', 'editorial']).optional().describe('left out where the words speak for neither'),
  reason: z.string().min(1).describe('which words speak for the proposal'),
  id: claimId.optional().describe('the id that the claim would have'),
  says: z.string().min(1).optional().describe('the statement in words, where the quote states nothing in words'),
  place: placeName.optional().describe('the name that a command or manifest would have among the places'),
});

export const ledgerSchema = z
  .strictObject({
    document: z
      .string()
      .regex(/^(?!\.{0,2}\/)(?!.*\/\.\.\/).+\.md$/, 'the path of a Markdown file inside the content folder')
      .describe('path of the document from the content folder'),
    folder: z
      .string()
      .regex(/^[\w-]+$/, 'the name of a folder')
      .optional()
      .describe('the folder of the document, as relative paths in the documents have it; without it, the name of its file'),
    namespaces: z
      .record(placeName, z.enum(roles))
      .default(usualRoles)
      .describe(
        'namespaces that the document names: `lane` gets sidecars as the world says, `other` never; the first lane is where a command works that names none',
      ),
    places: z.record(placeName, place).default({}).describe('parts of the document that specs name'),
    claims: z.array(claim).describe('what the document says, each statement once'),
    editorial: z.array(editorial).describe('passages that state nothing to test'),
    undecided: z.array(undecided).default([]).describe('passages that are neither yet, each with a proposal'),
  })
  .describe('The claims of one document: what it says, the verdict we expect of each, and why.');

export type Ledger = z.infer<typeof ledgerSchema>;
export type LedgerClaim = Ledger['claims'][number];
export type Undecided = Ledger['undecided'][number];
