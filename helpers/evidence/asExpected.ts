import type { ClaimEvidence } from './schema.ts';

type Judged = Pick<ClaimEvidence, 'verdict' | 'expected' | 'erratum' | 'needs' | 'lacks'>;

/**
 * The suite's rule for a claim: reality is what the ledger says it is and its erratum, where tested, holds. A claim is not applicable only
 * for want of a need that the ledger names. `strict`: of the others only `verified` will do.
 */
export function asExpected(evidence: Judged, strict: boolean): boolean {
  const { lacks, needs = [] } = evidence;
  if (evidence.verdict === 'not-applicable') return lacks !== undefined && needs.includes(lacks);
  if (strict) return evidence.verdict === 'verified';
  const erratumHolds = !evidence.erratum || ['verified', 'not-run'].includes(evidence.erratum.verdict);
  return evidence.verdict === evidence.expected && erratumHolds;
}
