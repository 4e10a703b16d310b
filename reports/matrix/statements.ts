import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { agreement } from '../../helpers/evidence/outcome.ts';
import type { Statement } from './schema.ts';

type Stated = NonNullable<ClaimEvidence['byVersion']>[number];

const keyOf = ({ at, expected }: Pick<Stated, 'at' | 'expected'>) => `${at.join(' and ')}: ${expected}`;

/** Verdicts that say something of the claim: the others say that nothing was learned, or nothing tried. */
const learned = (claim: ClaimEvidence) => ['as-expected', 'differs', 'undecided'].includes(agreement(claim));

/**
 * The verdicts that the ledger expects of a claim by version, each with the cells that decide it: a cell of these versions proves it by the
 * same verdict, and refutes it by another.
 */
export function statementsOf(cells: readonly (ClaimEvidence | undefined)[], sound: readonly boolean[]): Statement[] {
  const all = cells.flatMap((claim, index) =>
    (claim?.byVersion ?? []).map((stated) => ({ ...stated, claim: claim as ClaimEvidence, cell: index + 1 })),
  );
  return [...Map.groupBy(all, keyOf).values()].map((same) => {
    const [{ at, expected, why }] = same as [(typeof same)[number], ...typeof same];
    const here = same.filter((one) => one.here && learned(one.claim) && sound[one.cell - 1]);
    const against = here.filter(({ claim }) => claim.verdict !== expected);
    const deciding = against.length > 0 ? against : here;
    const proof = against.length > 0 ? ('refuted' as const) : here.length > 0 ? ('proven' as const) : ('open' as const);
    return { at, expected, ...(why && { why }), proof, by: deciding.map(({ cell }) => cell) };
  });
}
