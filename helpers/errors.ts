/** Nothing was learned: a control, an instrument or the infrastructure failed. */
export class Inconclusive extends Error {
  override name = 'Inconclusive';
}

/** The API server, the exec transport or a process of ours failed; never a result about a claim. */
export class InfrastructureError extends Inconclusive {
  override name = 'InfrastructureError';
}

/** This environment lacks a declared need; `message` is the measured reason. */
export class NotApplicable extends Error {
  override name = 'NotApplicable';
}

/** The user asked for something impossible: exit status 3. */
export class UsageError extends Error {
  override name = 'UsageError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
