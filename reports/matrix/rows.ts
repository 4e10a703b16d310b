import { agreement } from '../../helpers/evidence/outcome.ts';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { lasting } from '../../helpers/evidence/compare.ts';
import { inReadingOrder } from '../pack/population.ts';
import type { Result, Row } from './schema.ts';
import { statementsOf } from './statements.ts';

type OfCell = ClaimEvidence | undefined;

/** A claim has a verdict of a run: it was tried, or the run has shown that it could not be. */
const decided = (claim: OfCell): claim is ClaimEvidence =>
  claim !== undefined && !['not-tested', 'no-result'].includes(agreement(claim));

/** What disagreed with the document, statement by statement. */
const against = ({ expectations }: ClaimEvidence) => expectations.filter(({ beat, agrees }) => beat === 'observation' && !agrees);

/**
 * How a claim came to its verdict, without words that change in every run: the statements that disagreed, each with the pattern of the
 * ledger that it matched.
 */
function outcomeOf(claim: ClaimEvidence): string {
  const { seen = [] } = claim;
  const how = (observed: string) => seen.find((pattern) => new RegExp(pattern).test(observed)) ?? lasting(observed);
  return (
    against(claim)
      .map(({ name, observed }) => `${lasting(name)}: ${how(observed)}`)
      // statements that were made side by side end in any order
      .sort()
      .join('\n')
  );
}

function differs(cells: readonly OfCell[]): Row['differs'] {
  const known = cells.filter(decided);
  if (new Set(known.map(({ verdict }) => verdict)).size > 1) return 'verdict';
  if (new Set(known.map(outcomeOf)).size > 1) return 'outcome';
  return known.length > 0 && known.length < cells.length ? 'tested' : 'no';
}

function resultOf(claim: OfCell, withOutput: boolean): Result | null {
  if (!claim) return null;
  const { verdict, expected, reason } = claim;
  const observed = withOutput && against(claim).map((one) => `${one.name}: ${one.observed}`);
  return { verdict, expected, standing: agreement(claim), reason, ...(observed && { observed }) };
}

/** Every claim of every cell, in the order of the documents. Only a pack that is `sound` proves what the ledger states. */
export function rowsOf(packs: readonly (Evidence | undefined)[], sound: readonly boolean[]): Row[] {
  const byId = packs.map((pack) => new Map(pack?.claims.map((claim) => [claim.id, claim])));
  const ordered = packs.flatMap((pack) => (pack ? inReadingOrder(pack) : []));
  const ids = new Set(ordered.flatMap(({ exercises }) => exercises.flatMap(({ claims }) => claims.map(({ id }) => id))));
  return [...ids].map((id) => {
    const cells = byId.map((claims) => claims.get(id));
    const { document, line, quote, says, sameAs } = cells.find((one) => one !== undefined) as ClaimEvidence;
    const how = differs(cells.filter((_, index) => packs[index]));
    const stated = sameAs ? [] : statementsOf(cells, sound);
    return {
      ...{ id, document, line, quote, says },
      ...(sameAs && { sameAs }),
      differs: how,
      results: cells.map((one) => resultOf(one, how === 'outcome')),
      ...(stated.length > 0 && { stated }),
    };
  });
}
