export interface CommandOutcome {
  exit: number;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd?: string;
  /** Milliseconds after which the command is ended; the claim is inconclusive then. */
  limitMs?: number;
  /** The program, or `the API server`, whose absence is what the claim is about: only its own "not found" is an answer. */
  absent?: string;
  /** Puts back what the command changes outside of the lane, when the claim has ended, or the run has died. May follow the spec's own undoing. */
  undo?: string;
}
