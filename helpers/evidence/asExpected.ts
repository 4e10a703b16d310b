import type { ClaimEvidence } from './schema.ts';

/** The suite's rule for a claim: reality is what the ledger says it is and its erratum, where tested, holds. `strict`: only `verified` will do. */
export function asExpected(evidence: Pick<ClaimEvidence, 'verdict' | 'expected' | 'erratum'>, strict: boolean): boolean {
  if (strict) return evidence.verdict === 'verified';
  const erratumHolds = !evidence.erratum || ['verified', 'not-run'].includes(evidence.erratum.verdict);
  return evidence.verdict === evidence.expected && erratumHolds;
}
