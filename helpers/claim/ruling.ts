import type { ReaderRefused } from '../errors.ts';
import type { Assertion } from '../evidence/schema.ts';
import { isImage, type Need } from '../needs.ts';
import type { negatives, Verdict } from '../verdict.ts';

/** What an expectation's disagreement says of the claim. */
export type Disagreement = (typeof negatives)[number];

export interface Judged extends Assertion {
  /** Never settled within its time. */
  unsettled: boolean;
  disagreement: Disagreement;
}

export interface Ruling {
  verdict: Verdict;
  reason: string;
  erratum: Verdict;
  /** Of `not-applicable`: the need that is not met. */
  lacks?: Need;
  /** The body ended before it could take back what a reader's command had changed in the lane. */
  cutShort?: boolean;
  /** The assertion on which the verdict rests, where there is one. */
  deciding?: Judged;
}

/** Whether a claim leaves its lane in a state that nobody knows. */
export function spoilsLane({ verdict, lacks, cutShort }: Ruling): boolean {
  // a pod that waits for its image would be the next claim's too
  return verdict === 'inconclusive' || cutShort === true || (lacks !== undefined && isImage(lacks));
}

/** What was read is no answer: the instrument did not do its work, or nothing shows that it did. */
export function leaveUnread(assertion: Judged, why: string): void {
  assertion.agrees = false;
  assertion.unsettled = true;
  assertion.unread = true;
  assertion.observed = `no answer: ${why}`;
}

/** The claim is about other versions than those of this cluster, or these are not known: nothing was tried. */
export function outsideRuling({ lacks, says }: { lacks?: Need; says: string }): Ruling {
  const told = { reason: says, erratum: 'not-run' } as const;
  return lacks ? { ...told, verdict: 'not-applicable', lacks } : { ...told, verdict: 'inconclusive' };
}

/** The document's own command was refused: its reader does not see what it says. */
export function refusal({ command, message }: ReaderRefused): Judged {
  return {
    beat: 'observation',
    name: command,
    expected: 'the command does its work (exit 0)',
    observed: `exit 1: ${message}`,
    agrees: false,
    settledMs: 0,
    attempts: 1,
    distinct: [],
    observations: [],
    unsettled: false,
    disagreement: 'contradicted',
  };
}

/**
 * The verdict that a claim's assertions give. Without a control there is no verdict; after a failed control nothing was learned.
 * Throws nothing: every list of assertions has a ruling.
 *
 * @param seen of a claim that the ledger calls wrong: patterns, one of which each disagreement has to match; another one teaches nothing
 * @param formerly of a claim whose erratum is applied: what `seen` was. What the erratum says decides; what disagrees as it did before is
 *   what the document said before, and is set aside
 */
export function rule(assertions: Judged[], seen?: readonly string[], formerly?: readonly string[]): Ruling {
  const of = (beat: Assertion['beat']) => assertions.filter((one) => one.beat === beat);
  const [controls, expectations, errata] = [of('control'), of('observation'), of('erratum')];
  const inconclusive = (reason: string, deciding?: Judged): Ruling => ({
    verdict: 'inconclusive',
    reason,
    erratum: 'not-run',
    deciding,
  });

  const failed = controls.find((one) => !one.agrees);
  if (failed)
    return inconclusive(`The control "${failed.name}" failed: expected ${failed.expected}, observed ${failed.observed}.`, failed);
  if (controls.length === 0) return inconclusive('No control was recorded, so the check was never shown able to fail.');
  if (formerly && errata.length === 0) return inconclusive('The erratum is applied, and the spec asserts nothing of it.');
  if (!formerly && expectations.length === 0) return inconclusive('Nothing was observed.');
  const restless = [...expectations, ...errata].find((one) => one.unsettled);
  if (restless?.unread) return inconclusive(`"${firstLine(restless.name)}" was not read; ${restless.observed}.`, restless);
  if (restless) return inconclusive(`"${firstLine(restless.name)}" did not settle: last ${restless.observed}.`, restless);

  if (formerly) return ruleCorrected(assertions, controls.length, formerly);
  const erratum = errata.length === 0 ? 'not-run' : errata.every((one) => one.agrees) ? 'verified' : 'contradicted';
  const against = expectations.filter((one) => !one.agrees);
  const otherwise = seen && against.find(({ observed }) => !seen.some((pattern) => new RegExp(pattern).test(observed)));
  if (otherwise) {
    const says = seen.map((pattern) => `/${pattern}/`).join(' or ') || 'nothing';
    return inconclusive(
      `Disagreed otherwise than the ledger says: observed ${otherwise.observed}, the ledger says ${says}.`,
      otherwise,
    );
  }
  const first = against.find((one) => one.disagreement === 'contradicted') ?? against[0];
  if (!first) {
    const last = expectations.at(-1) as Judged;
    const reason = `Observed ${last.observed}; ${words(controls.length, 'control')} agreed.`;
    return { verdict: 'verified', reason, erratum, deciding: last };
  }
  return {
    verdict: first.disagreement,
    reason: `Expected ${first.expected}, observed ${first.observed} (${firstLine(first.name)}).`,
    erratum,
    deciding: first,
  };
}

/** Whether a statement disagrees as it did before its claim's erratum was applied. */
export function isFormer({ beat, agrees, unsettled, observed }: Judged, formerly: readonly string[] | undefined): boolean {
  const matches = formerly?.some((pattern) => new RegExp(pattern).test(observed));
  return matches === true && beat === 'observation' && !agrees && !unsettled;
}

/** Everything settled: the document says what the erratum says. */
function ruleCorrected(assertions: Judged[], controls: number, formerly: readonly string[]): Ruling {
  const other = assertions.find((one) => one.beat === 'observation' && !one.agrees && !isFormer(one, formerly));
  if (other) {
    const before = formerly.map((pattern) => `/${pattern}/`).join(' or ') || 'unknown';
    const reason = `The erratum is applied, and the spec still disagrees with the document, otherwise than it did before: observed ${other.observed}, before it was ${before}.`;
    return { verdict: 'inconclusive', reason, erratum: 'not-run', deciding: other };
  }
  const errata = assertions.filter(({ beat }) => beat === 'erratum');
  const against = errata.find(({ agrees }) => !agrees);
  if (against) {
    const reason = `As corrected: expected ${against.expected}, observed ${against.observed} (${firstLine(against.name)}).`;
    return { verdict: against.disagreement, reason, erratum: 'not-run', deciding: against };
  }
  const deciding = errata.at(-1);
  const reason = `As corrected: observed ${deciding?.observed}; ${words(controls, 'control')} agreed.`;
  return { verdict: 'verified', reason, erratum: 'not-run', deciding };
}

/** The first line of a command is enough here: the assertion shows all of it. */
function firstLine(name: string): string {
  return name.replace(/\n[^]*/, ' …');
}

function words(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
