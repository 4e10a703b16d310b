import type { Expectation } from '../verdict.ts';
import { endingOf, type Fault } from './fault.ts';
import type { Ran } from './ran.ts';

/** By claim: what the ledger expects of it on this cluster, and whether it has an erratum. */
export type Expected = ReadonlyMap<string, { expected: Expectation; erratum: boolean }>;

/** Says that nothing was learned: an honest verdict under any fault. */
const nothing: readonly string[] = ['inconclusive', 'not-run'];

type Result = Ran['results'][number];

/**
 * What a run says that is not so. Under a fault a claim may have no verdict, but no wrong one; and only a run in which each claim has
 * the right one may pass, by its exit status or by its signed statement.
 *
 * @param chosen the claims that the run was to measure
 */
export function lies(ran: Ran, chosen: readonly string[], expected: Expected): string[] {
  const { exit, evidence, attested, problems, results, output } = ran;
  const told = [...results, ...(evidence?.claims ?? [])].flatMap((one) => wrong(one, expected) ?? []);
  const lacking = evidence ? missing(evidence.claims, chosen, expected) : ['there is no evidence'];
  const passes = [
    ...(exit === 0 ? ['the run ended with status 0'] : []),
    ...(attested === 'PASSED' || attested === 'WARNED' ? [`the pack attests ${attested}`] : []),
  ];
  // a run that calls its report written has sealed its pack
  const sealed = exit !== undefined && /^report: /m.test(output);
  return [
    ...new Set(told),
    ...passes.flatMap((passed) => lacking.map((one) => `${passed}, and ${one}`)),
    ...(exit === 0 && attested !== 'PASSED'
      ? [`the run ended with status 0, and its pack attests ${attested ?? 'nothing'}`]
      : []),
    ...(sealed ? problems.map((one) => `the run says that its report is written, and verify-pack: ${one}`) : []),
    ...(exit === 0 && !sealed ? ['the run ended with status 0 without a report'] : []),
  ];
}

/** Why a run may not end like this under a fault; empty where it may. */
export function wrongEnding({ exit }: Pick<Ran, 'exit'>, { ends }: Pick<Fault, 'ends'>): string[] {
  const ending = endingOf(exit);
  if ((ends as readonly string[]).includes(ending)) return [];
  return [`the run ended ${ending} (status ${exit ?? 'of a signal'}), where it can end ${ends.join(' or ')}`];
}

/** Whether each chosen claim was seen as the ledger expects, in a pack that is intact. */
export const isWhole = ({ evidence, problems }: Ran, chosen: readonly string[], expected: Expected): boolean =>
  evidence !== undefined && problems.length === 0 && missing(evidence.claims, chosen, expected).length === 0;

function wrong({ id, verdict, erratum }: Result, expected: Expected): string | undefined {
  const row = expected.get(id);
  if (!row) return `claim ${id} is ${verdict}, and no ledger has it`;
  if (verdict !== row.expected && !nothing.includes(verdict))
    return `claim ${id} is ${verdict}, and the ledger expects ${row.expected}`;
  if (erratum && erratum.verdict !== 'verified' && !nothing.includes(erratum.verdict))
    return `the erratum of claim ${id} is ${erratum.verdict}`;
  return undefined;
}

/** What is not as expected of the chosen claims. */
function missing(claims: readonly Result[], chosen: readonly string[], expected: Expected): string[] {
  const found = new Map(claims.map((one) => [one.id, one]));
  return chosen.flatMap((id) => {
    const [claim, row] = [found.get(id), expected.get(id)];
    if (!claim) return [`claim ${id} is missing`];
    if (claim.verdict !== row?.expected) return [`claim ${id} is ${claim.verdict}`];
    if (row.erratum && claim.erratum?.verdict !== 'verified')
      return [`the erratum of claim ${id} is ${claim.erratum?.verdict ?? 'missing'}`];
    return [];
  });
}

/** What became of a run that was taken up again. `why`: the words of a refusal, or what is not so. */
export interface Resumed {
  how: 'completed' | 'refused' | 'failed';
  why?: string;
}

/** A refusal names RESUME, which it was called with, and what is in its way. */
export function resumed(ran: Ran, chosen: readonly string[], expected: Expected): Resumed {
  const [lie] = lies(ran, chosen, expected);
  if (lie) return { how: 'failed', why: lie };
  if (ran.exit === 0) return { how: 'completed' };
  const refusal = /^(RESUME=.*|.*\b[Rr]un again without RESUME\b.*)$/m.exec(ran.output)?.[1];
  if ((ran.exit === 3 || ran.exit === 2) && refusal) return { how: 'refused', why: refusal };
  return { how: 'failed', why: `it ended with status ${ran.exit ?? 'of a signal'}: ${lastLine(ran.output)}` };
}

const lastLine = (output: string): string => output.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
