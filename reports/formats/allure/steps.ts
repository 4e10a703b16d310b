import { type Parameter, Stage, Status, type StepResult } from 'allure-js-commons';
import type { Artifact, Assertion, ClaimEvidence, Observation } from '../../../helpers/evidence/schema.ts';
import { sidesOf } from '../../pack/load.ts';
import { attachmentName, isAttached } from './attachments.ts';

/** Facts beside a result or a step. Allure does not compare them between runs. */
export function parameters(pairs: Record<string, string | number | undefined>): Parameter[] {
  return Object.entries(pairs).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: String(value), excluded: true }],
  );
}

const step = (name: string, more: Partial<StepResult> = {}): StepResult => ({
  name,
  status: Status.PASSED,
  stage: Stage.FINISHED,
  statusDetails: {},
  steps: [],
  attachments: [],
  parameters: [],
  ...more,
});

/** Attaches small artifacts, and names the file in raw/ of large artifacts. */
function evidenceOf(artifacts: readonly Artifact[]): Pick<StepResult, 'attachments' | 'parameters'> {
  return {
    attachments: artifacts.filter(isAttached).map((artifact) => ({
      name: artifact.name,
      type: artifact.mediaType,
      source: attachmentName(artifact),
      size: artifact.bytes,
    })),
    parameters: artifacts
      .filter((artifact) => !isAttached(artifact))
      .flatMap(({ name, sha256 }) => parameters({ [name]: `raw/${sha256}` })),
  };
}

function observationStep({ probe, outcome, witness, at, ms, repeated, artifacts }: Observation): StepResult {
  const { attachments, parameters: files } = evidenceOf(artifacts);
  const start = Date.parse(at);
  return step(`${witness}: ${probe.says} ⇒ ${outcome.says}`, {
    start,
    stop: start + Math.round(ms),
    attachments,
    parameters: [
      ...parameters({ command: probe.command, from: probe.from, to: probe.to, repeated: repeated > 1 ? repeated : undefined }),
      ...files,
    ],
  });
}

/** The time from the first to the last inner step. */
function span(inner: readonly StepResult[]): Pick<StepResult, 'start' | 'stop'> {
  if (inner.length === 0) return {};
  return { start: Math.min(...inner.map(({ start = 0 }) => start)), stop: Math.max(...inner.map(({ stop = 0 }) => stop)) };
}

function assertionStep(title: string, one: Assertion, observations: ReadonlyMap<string, Observation>): StepResult {
  const inner = one.observations.flatMap((id) => {
    const seen = observations.get(id);
    return seen ? [observationStep(seen)] : [];
  });
  return step(`${title}: ${one.name}`, {
    ...span(inner),
    steps: inner,
    status: one.agrees ? Status.PASSED : Status.FAILED,
    statusDetails: one.agrees
      ? {}
      : { message: `expected ${one.expected}, observed ${one.observed}`, expected: one.expected, actual: one.observed },
    parameters: parameters({
      expected: one.expected,
      observed: one.observed,
      'settled ms': one.settledMs,
      attempts: one.attempts,
    }),
  });
}

const titles: Record<Assertion['beat'], string> = { control: 'Control', observation: 'Observation', erratum: 'Erratum' };

/** The beats as steps: control, change, observation; then the observations without an assertion. */
export function toSteps(claim: ClaimEvidence): StepResult[] {
  const observations = new Map(claim.observations.map((one) => [one.id, one]));
  const assertions = [...claim.controls, ...claim.expectations];
  const used = new Set(assertions.flatMap((one) => one.observations));
  const others = claim.observations.filter(({ id }) => !used.has(id)).map(observationStep);
  return [
    ...claim.controls.map((one) => assertionStep(titles.control, one, observations)),
    ...claim.changes.map(({ at, says, artifacts, objects }) => {
      const evidence = evidenceOf([...artifacts, ...objects.flatMap(sidesOf)]);
      return step(`Change: ${says}`, { start: Date.parse(at), stop: Date.parse(at), ...evidence });
    }),
    ...claim.expectations.map((one) => assertionStep(titles[one.beat], one, observations)),
    ...(others.length > 0 ? [step('Other observations', { ...span(others), steps: others })] : []),
  ];
}
