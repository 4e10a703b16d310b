/** What a run can say of a claim (README, "Verdicts"). */
export const verdicts = [
  'verified',
  'contradicted',
  'vacuous',
  'stale',
  'drifted',
  'inconclusive',
  'not-applicable',
  'editorial',
  'not-run',
] as const;
export type Verdict = (typeof verdicts)[number];

/** The verdicts of a claim that is wrong as written. */
export const negatives = ['contradicted', 'vacuous', 'stale'] as const satisfies Verdict[];

export const isNegative = (verdict: string): boolean => (negatives as readonly string[]).includes(verdict);

/** What the ledger may expect. `undecided`: nobody has predicted a verdict. A run never ends with it. */
export const expectations = ['verified', 'contradicted', 'vacuous', 'stale', 'not-applicable', 'editorial', 'undecided'] as const;
export type Expectation = (typeof expectations)[number];
