import type { ClaimEvidence } from './schema.ts';

type Measured = Pick<ClaimEvidence, 'verdict' | 'expected' | 'erratum' | 'sameAs' | 'needs' | 'lacks'>;

/**
 * The suite's rule for a claim that ran: reality is what the ledger says it is, and the claim's spec has shown that its erratum holds. A
 * claim is not applicable only for want of a need that the ledger names. `strict`: of the others only `verified` will do.
 */
export function asExpected(claim: Measured, strict: boolean): boolean {
  const { lacks, needs = [] } = claim;
  if (claim.verdict === 'not-applicable') return lacks !== undefined && needs.includes(lacks);
  if (strict) return claim.verdict === 'verified';
  return claim.verdict === claim.expected && erratumHolds(claim);
}

/** A claim that repeats another has no spec of its own: its erratum may be a text that nobody tests. */
function erratumHolds({ erratum, sameAs }: Measured): boolean {
  return !erratum || erratum.verdict === 'verified' || (sameAs !== undefined && erratum.verdict === 'not-run');
}
