/**
 * The exit status of a run, by what its results come to and how the test runner ended. A runner that fails beside its results (an unhandled
 * error, a worker that was starved of CPU) leaves them as they are, and the reader has to be told that this is all.
 */
export function exitOf(results: 0 | 1 | 2, runner: number): { exit: number; says?: string } {
  if (results !== 0 || runner === 0) return { exit: results };
  const says = `exit status 2: every result is as the ledger expects and stands, but the test runner itself ended with status ${runner} (see “outside any claim” above)`;
  return { exit: 2, says };
}
