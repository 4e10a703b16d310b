import type { ClaimEvidence } from '../evidence/schema.ts';

type Told = Pick<ClaimEvidence, 'verdict' | 'expected' | 'reason' | 'erratum' | 'controls' | 'expectations'>;

/**
 * Why a claim did not notice that its world was broken, or undefined where it did. A claim notices by a statement that turned. One that
 * ended without it has met a cluster that was gone, or a need that was not met; one that could not read is no witness of a broken world,
 * and is the right answer only where `instrument`: what is broken is what the claim reads with. Where an instrument is seen not to work
 * before any statement is judged, the reason has to hold the words `unread`. Where a sentence that the ledger calls wrong `holds`, it
 * notices by being verified. A wrong sentence may be as wrong in this world: then its erratum has to turn.
 */
export function unnoticed(
  { verdict, expected, reason, erratum, controls = [], expectations = [] }: Told,
  { instrument = false, unread: words, holds = false }: { instrument?: boolean; unread?: string; holds?: boolean } = {},
): string | undefined {
  if (holds) return verdict === 'verified' ? undefined : `was ${verdict}, though it is true in this world`;
  if (verdict === expected && erratum?.verdict === 'contradicted') return undefined;
  if (verdict === expected || verdict === 'verified') return `stayed ${verdict}`;
  if (verdict === 'not-run' || verdict === 'not-applicable') return `was ${verdict}`;
  const against = [...controls, ...expectations].filter(({ agrees }) => !agrees);
  if (against.length === 0)
    return words !== undefined && reason.includes(words) ? undefined : `ended without a statement that turned: ${reason}`;
  if (!instrument && against.every(({ unread }) => unread)) return `could not read: ${reason}`;
  return undefined;
}
