import { UsageError } from '../errors.ts';

/** What is wrong, where, and what to do about it. `line` counts from 1. */
export type Problem = { file: string; line?: number; what: string; remedy: string };

export const describeProblem = ({ file, line, what, remedy }: Problem): string =>
  `${file}${line === undefined ? '' : `:${line}`}: ${what}. ${remedy}.`;

/** The ledger, a document or a spec does not fit the others: one line of the message for each problem. Exit status 3. */
export class LedgerError extends UsageError {
  override name = 'LedgerError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(describeProblem).join('\n'));
    this.problems = problems;
  }
}
