import type { LoadedClaim } from '../ledger/loaded.ts';

/** What the ledger says of a claim, as evidence of every run repeats it. */
export function fromLedger(entry: LoadedClaim) {
  const { id, document, line, quote, says, reading, expected, basis, why, seen, needs, sameAs, supports = [] } = entry;
  const { applied, stated } = entry;
  return {
    id,
    document,
    line,
    quote,
    says,
    reading,
    expected,
    basis,
    why,
    seen: seen === undefined ? undefined : [seen].flat(),
    byVersion: stated,
    needs,
    sameAs,
    supports,
    applied: applied && { quote: applied.quote, says: applied.says, expected: applied.expected, formerly: [] },
    reproduce: `make verify CLAIMS='${sameAs ?? id}' KEEP=1`,
  };
}
