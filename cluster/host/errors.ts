type Details = { remedy?: string; cause?: unknown };

/** An error that ends the program with one clear message: what failed, why, what to do. */
abstract class ClusterError extends Error {
  abstract readonly status: number;
  readonly remedy: string | undefined;

  constructor(message: string, { remedy, cause }: Details = {}) {
    super(message, { cause });
    this.name = new.target.name;
    this.remedy = remedy;
  }
}

/** The machine, a tool or the cluster failed: exit status 2. */
export class InfrastructureError extends ClusterError {
  readonly status = 2;
}

/** The command was called wrongly, or with variables that contradict each other: exit status 3. */
export class UsageError extends ClusterError {
  readonly status = 3;
}

/** A signal (Ctrl-C) ended the command; what it had made was removed: exit status 130. */
export class InterruptedError extends ClusterError {
  readonly status = 130;
}

export { ClusterError };
