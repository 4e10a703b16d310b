import { allHold, holds, isVersionRange, named, type Versions } from '../versions.ts';
import type { LoadedClaim, LoadedLedger } from './loaded.ts';
import { rangesOf, type Otherwise, type Stated } from './otherwise.ts';
import type { LedgerClaim } from './schema.ts';

/** The ledger as it is for a cluster of these versions. */
export function ledgerAt(ledger: LoadedLedger, versions: Versions): LoadedLedger {
  const claims = ledger.claims.map((claim) => claimAt(claim, versions));
  const ids = new Map(claims.map((claim) => [claim.id, claim]));
  return { ...ledger, claims, byId: (id) => ids.get(id) ?? ledger.byId(id) };
}

function claimAt(claim: LoadedClaim, versions: Versions): LoadedClaim {
  const outside = outsideOf(claim.needs ?? [], versions);
  const { applied } = claim;
  return {
    ...claim,
    ...(outside && { outside }),
    // what a claim said before its erratum was applied hangs on the version; what the erratum says does not
    ...(applied ? { applied: { ...applied, ...expectedAt(applied, versions) } } : expectedAt(claim, versions)),
  };
}

type Row = Pick<LedgerClaim, 'expected' | 'seen' | 'why' | 'versions'>;

/** What the row expects here. Where that hangs on a version that nobody could measure, it expects nothing. */
function expectedAt(row: Row, measured: Versions): Partial<Row> & { stated?: Stated[] } {
  const { versions } = row;
  if (!versions) return {};
  const hold = versions.map((one) => allHold(rangesOf(one), measured));
  const found = versions[hold.indexOf(true)];
  const unknown = !found && hold.includes(undefined);
  const stated = [
    { at: [], expected: row.expected, ...(row.why && { why: row.why }), here: !found && !unknown },
    ...versions.map((one) => ({ at: rangesOf(one), expected: one.expected, why: one.why, here: one === found })),
  ];
  if (unknown) return { expected: 'undecided', seen: undefined, why: whyUnknown(versions, measured), stated };
  return found ? { expected: found.expected, seen: found.seen, why: found.why, stated } : { stated };
}

function whyUnknown(versions: readonly Otherwise[], measured: Versions): string {
  const open = versions.flatMap(rangesOf).filter((range) => holds(range, measured) === undefined);
  return `The ledger expects another verdict at ${open.join(' or ')}, and the cluster did not tell that version.`;
}

/** Why a claim that is about some versions is not run here; without `lacks` the version is not known. */
function outsideOf(needs: readonly string[], versions: Versions): LoadedClaim['outside'] {
  const about = needs.filter(isVersionRange);
  const lacks = about.find((range) => holds(range, versions) === false);
  if (lacks) return { lacks, says: `The claim is about ${lacks}; this cluster has ${named(lacks, versions)}.` };
  const open = about.find((range) => holds(range, versions) === undefined);
  return open && { says: `The claim is about ${open}, and this cluster did not tell that version.` };
}

/** Claims of which another verdict is expected here than at most versions, one line each. */
export const describeOtherwise = ({ claims }: Pick<LoadedLedger, 'claims'>): string[] =>
  claims.flatMap(({ id, stated = [], outside }) => {
    if (outside) return [`${id}: ${outside.says}`];
    const here = stated.find(({ at, here }) => here && at.length > 0);
    return here ? [`${id}: ${here.expected} is expected at ${here.at.join(' and ')}`] : [];
  });
