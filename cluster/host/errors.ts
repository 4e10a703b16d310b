type Details = { remedy?: string; cause?: unknown };

/** An error that ends a program with one clear message: what failed, why, what to do. All of this project's errors are its kinds. */
export abstract class ProgramError extends Error {
  /** The program's exit status. */
  abstract readonly status: number;
  readonly remedy: string | undefined;

  constructor(message: string, { remedy, cause }: Details = {}) {
    super(message, { cause });
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** The machine, a tool or the cluster failed: exit status 2. Never a result about a claim. */
export class InfrastructureError extends ProgramError {
  readonly status = 2;
}

/** The command was called wrongly, or an input of the user is wrong: exit status 3. */
export class UsageError extends ProgramError {
  readonly status = 3;
}

/** A signal (Ctrl-C) ended the command; what it had made was removed: exit status 130. */
export class InterruptedError extends ProgramError {
  readonly status = 130;
}
