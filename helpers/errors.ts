import { InfrastructureError } from '../cluster/host/errors.ts';
import type { Need } from './needs.ts';

export { InfrastructureError, ProgramError, UsageError } from '../cluster/host/errors.ts';

/** Nothing was learned: a control, an instrument or the infrastructure failed. */
export class Inconclusive extends Error {
  override name = 'Inconclusive';
}

/** The API server read an object and does not take it as it is written. */
export class ObjectRefused extends InfrastructureError {}

/** The document's own command ends with this error instead of its work: its reader gets no further, which is an observation. */
export class ReaderRefused extends Error {
  override name = 'ReaderRefused';
  readonly command: string;

  constructor(command: string, message: string) {
    super(message);
    this.command = command;
  }
}

/** Words of the document that the claim leans on read otherwise than they were accepted: nothing was tried. */
export class Drifted extends Error {
  override name = 'Drifted';
}

/** This environment lacks a need; `message` is the measured reason. */
export class NotApplicable extends Error {
  override name = 'NotApplicable';
  readonly need: Need;

  constructor(need: Need, message: string) {
    super(message);
    this.need = need;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
