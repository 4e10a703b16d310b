import type { ClaimEvidence } from './schema.ts';

type Measured = Pick<ClaimEvidence, 'verdict' | 'expected' | 'erratum' | 'sameAs'>;

/**
 * The suite's rule for a claim that ran: reality is what the ledger says it is, and the claim's spec has shown that its erratum holds.
 * `strict`: only `verified` will do.
 */
export function asExpected(claim: Measured, strict: boolean): boolean {
  if (strict) return claim.verdict === 'verified';
  return claim.verdict === claim.expected && erratumHolds(claim);
}

/** A claim that repeats another has no spec of its own: its erratum may be a text that nobody tests. */
function erratumHolds({ erratum, sameAs }: Measured): boolean {
  return !erratum || erratum.verdict === 'verified' || (sameAs !== undefined && erratum.verdict === 'not-run');
}
