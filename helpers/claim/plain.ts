import type { RawArtifact } from '../evidence/artifact.ts';
import type { Assertion, Observation } from '../evidence/schema.ts';
import { shortened } from '../evidence/shortened.ts';
import type { Judged } from './ruling.ts';

/** The assertion as evidence shows it. What was expected may be another command's whole output. */
export function plain({ unsettled: _unsettled, disagreement: _disagreement, ...assertion }: Judged): Assertion {
  return shortened(assertion);
}

/** A value as evidence keeps it: in short where its raw output is kept beside it. */
export function toJson(value: unknown, artifacts: RawArtifact[] = []): Observation['outcome']['value'] {
  const json = JSON.parse(JSON.stringify(value ?? null)) as unknown;
  return (artifacts.length > 0 ? shortened(json) : json) as Observation['outcome']['value'];
}
