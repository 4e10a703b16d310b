import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';

/** Renders each claim once: the page is laid out again until it fits, and what depends on the claim alone stays the same. */
export function perClaim<T>(render: (claim: ClaimEvidence) => T): (claim: ClaimEvidence) => T {
  const known = new WeakMap<ClaimEvidence, { rendered: T }>();
  return (claim) => {
    const one = known.get(claim) ?? { rendered: render(claim) };
    known.set(claim, one);
    return one.rendered;
  };
}
