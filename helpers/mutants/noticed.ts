import type { ClaimEvidence } from '../evidence/schema.ts';

type Told = Pick<ClaimEvidence, 'verdict' | 'expected' | 'reason' | 'controls' | 'expectations'>;

/**
 * Why a claim did not notice that its world was broken, or undefined where it did. A claim that ended without a statement that turned has
 * met a cluster that was gone, or a need that was not met: it noticed nothing.
 */
export function unnoticed({ verdict, expected, reason, controls = [], expectations = [] }: Told): string | undefined {
  if (verdict === expected || verdict === 'verified') return `stayed ${verdict}`;
  if (verdict === 'not-run' || verdict === 'not-applicable') return `was ${verdict}`;
  if ([...controls, ...expectations].every(({ agrees }) => agrees)) return `ended without a statement that turned: ${reason}`;
  return undefined;
}
