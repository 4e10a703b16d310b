import { asExpected } from './asExpected.ts';
import type { Verdict } from '../verdict.ts';
import type { ClaimEvidence, Evidence, LabCheck } from './schema.ts';

/**
 * How a claim stands to the ledger. `undecided`: measured, and the ledger expects nothing yet. `no-result`: this run was to
 * measure it and did not.
 */
export const agreements = [
  'as-expected',
  'differs',
  'undecided',
  'inconclusive',
  'not-applicable',
  'no-result',
  'not-tested',
] as const;
export type Agreement = (typeof agreements)[number];

const untested: ReadonlySet<Verdict> = new Set(['editorial', 'not-run']);

type Standing = Pick<ClaimEvidence, 'verdict' | 'expected' | 'erratum' | 'sameAs' | 'needs' | 'lacks'> &
  Partial<Pick<ClaimEvidence, 'selected'>>;

/** The ledger's rule (asExpected), with the kinds of `no` kept apart. A claim whose erratum does not hold, or was not tested, differs. */
export function agreement(claim: Standing, strict = false): Agreement {
  const { verdict, expected, selected } = claim;
  if (verdict === 'not-run' && selected) return 'no-result';
  if (untested.has(verdict)) return 'not-tested';
  if (verdict === 'inconclusive') return verdict;
  // the pack of an older suite names no need
  if (verdict === 'not-applicable') return claim.lacks === undefined || asExpected(claim, strict) ? verdict : 'differs';
  if (asExpected(claim, strict)) return 'as-expected';
  return expected === 'undecided' ? 'undecided' : 'differs';
}

export interface RunOutcome {
  /** `warned`: all that the ledger expects was seen, and it expects nothing yet of some claims. */
  result: 'passed' | 'warned' | 'failed';
  /** Exit status of `make verify`: 1 a verdict differs, 2 nothing was learned of a claim or of the lab. */
  exit: 0 | 1 | 2;
  ids: Record<Agreement, string[]>;
  /** Checks of the lab that do not hold. */
  lab: LabCheck[];
  /** Checks of the lab that were to be made and were not. */
  labMissing: number;
  /** Upper bound of the probability that chance alone changed a verdict: the sum over all statistical bounds. */
  falseAlarm: number;
}

/** The most that all statistical bounds of a run may alarm by chance. */
const mostFalseAlarms = 1e-6;

/**
 * How a run ended. It passes only when it is complete, every selected claim has the verdict that the ledger expects and every
 * check of the lab holds. Exit status, attestation and every report use this.
 */
export function outcomeOf({ run, claims }: Pick<Evidence, 'run' | 'claims'>): RunOutcome {
  const by = Map.groupBy(claims, (claim) => agreement(claim, run.strict));
  const of = (wanted: Agreement) => (by.get(wanted) ?? []).map(({ id }) => id);
  const ids: RunOutcome['ids'] = {
    'as-expected': of('as-expected'),
    differs: of('differs'),
    undecided: of('undecided'),
    inconclusive: of('inconclusive'),
    'not-applicable': of('not-applicable'),
    'no-result': of('no-result'),
    'not-tested': of('not-tested'),
  };
  const lab = run.lab.filter(({ holds }) => !holds);
  const labMissing = Math.max(0, run.labSelected - run.lab.length);
  const falseAlarm = claims.flatMap(chances).reduce((sum, one) => sum + one, 0);
  const nothingLearned =
    run.status !== 'complete' ||
    falseAlarm > mostFalseAlarms ||
    ids.inconclusive.length + ids['no-result'].length + lab.length + labMissing > 0;
  const off = ids.differs.length + ids.undecided.length > 0;
  const failed = nothingLearned || ids.differs.length > 0;
  return {
    result: failed ? 'failed' : ids.undecided.length > 0 ? 'warned' : 'passed',
    exit: nothingLearned ? 2 : off ? 1 : 0,
    ids,
    lab,
    labMissing,
    falseAlarm,
  };
}

/** What is wrong with a run itself, beside its claims: test reports show each as an error of its own. */
export function faultsOfRun(evidence: Pick<Evidence, 'run' | 'claims'>): { name: string; reason: string }[] {
  const { lab, labMissing, falseAlarm } = outcomeOf(evidence);
  const faults = lab.map(({ says, reason }) => ({ name: `lab: ${says}`, reason }));
  if (labMissing > 0) faults.push({ name: 'lab: all checks', reason: `${labMissing} checks of the lab are without a result` });
  if (falseAlarm > mostFalseAlarms) {
    const reason = `chance alone changes a verdict in ${falseAlarm.toExponential(1)} of all runs, and at most ${mostFalseAlarms} is allowed`;
    faults.push({ name: 'statistics: all bounds', reason });
  }
  if (evidence.run.status !== 'complete') faults.push({ name: 'run: complete', reason: 'the run was interrupted' });
  return faults;
}

/** A claim with `sameAs` repeats the other claim's sample, which counts once. */
const chances = ({ sameAs, controls, expectations }: ClaimEvidence) =>
  sameAs ? [] : [...controls, ...expectations].map(({ chance }) => chance?.falseAlarm ?? 0);
