import type { SpecFile } from '../ledger/specFiles.ts';

/** The file and line of the spec that runs a claim. */
export function placeIn(specs: readonly SpecFile[], id: string): string | undefined {
  for (const { file, claims } of specs) {
    const claim = claims.find((one) => one.id === id);
    if (claim) return `${file}:${claim.line}`;
  }
  return undefined;
}
