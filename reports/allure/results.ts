import { type Label, type Parameter, Stage, Status, type StepResult, type TestResult } from 'allure-js-commons';
import { createHash } from 'node:crypto';
import type { Artifact, Assertion, ClaimEvidence, Evidence, Observation } from '../../helpers/evidence/schema.ts';
import { type Agreement, agreement, inReadingOrder, shortName } from '../population.ts';
import { attachmentName, isAttached } from './attachments.ts';

const statuses: Record<Exclude<Agreement, 'not-tested'>, Status> = {
  'as-expected': Status.PASSED,
  undecided: Status.PASSED,
  differs: Status.FAILED,
  inconclusive: Status.BROKEN,
  'not-applicable': Status.SKIPPED,
};

/** A UUID that depends on its name alone, so that rendering twice gives the same file. */
export function stableUuid(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

const parameters = (pairs: Record<string, string | number | undefined>): Parameter[] =>
  Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value), excluded: true }]));

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

/** Small artifacts are attached; of large ones the step names the file in raw/. */
function evidenceOf(artifacts: readonly Artifact[]): Pick<StepResult, 'attachments' | 'parameters'> {
  return {
    attachments: artifacts
      .filter(isAttached)
      .map((artifact) => ({ name: artifact.name, type: artifact.mediaType, source: attachmentName(artifact), size: artifact.bytes })),
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
    parameters: [...parameters({ command: probe.command, from: probe.from, to: probe.to, repeated: repeated > 1 ? repeated : undefined }), ...files],
  });
}

/** From the first to the last of the steps inside. */
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
    statusDetails: one.agrees ? {} : { message: `expected ${one.expected}, observed ${one.observed}`, expected: one.expected, actual: one.observed },
    parameters: parameters({ expected: one.expected, observed: one.observed, 'settled ms': one.settledMs, attempts: one.attempts }),
  });
}

const titles: Record<Assertion['beat'], string> = { control: 'Control', observation: 'Observation', erratum: 'Erratum' };

/** The beats as steps: control, change, observation; then what no assertion points at. */
function steps(claim: ClaimEvidence): StepResult[] {
  const observations = new Map(claim.observations.map((one) => [one.id, one]));
  const assertions = [...claim.controls, ...claim.expectations];
  const used = new Set(assertions.flatMap((one) => one.observations));
  const others = claim.observations.filter(({ id }) => !used.has(id)).map(observationStep);
  return [
    ...claim.controls.map((one) => assertionStep(titles.control, one, observations)),
    ...claim.changes.map(({ at, says, artifacts }) =>
      step(`Change: ${says}`, { start: Date.parse(at), stop: Date.parse(at), ...evidenceOf(artifacts) }),
    ),
    ...claim.expectations.map((one) => assertionStep(titles[one.beat], one, observations)),
    ...(others.length > 0 ? [step('Other observations', { ...span(others), steps: others })] : []),
  ];
}

function labels(document: string, exercise: string, { verdict, supports }: ClaimEvidence): Label[] {
  return [
    { name: 'epic', value: document },
    { name: 'feature', value: exercise },
    { name: 'framework', value: 'meshproof' },
    { name: 'tag', value: verdict },
    ...supports.map((control) => ({ name: 'supports (proposed)', value: control })),
  ];
}

function toResult(claim: ClaimEvidence, document: string, exercise: string, evidence: Evidence): TestResult {
  const is = agreement(claim) as keyof typeof statuses;
  const start = Date.parse(claim.startedAt ?? evidence.run.started);
  return {
    uuid: stableUuid(`${evidence.run.id}/${claim.id}`),
    historyId: claim.id,
    testCaseId: claim.id,
    fullName: `${claim.document}#${claim.id}`,
    name: `${claim.id}: ${claim.says}`,
    titlePath: [document, exercise],
    // Fenced: the quote is Markdown itself and has to be shown as written.
    description: `~~~~~~\n${claim.quote}\n~~~~~~\n${document}, line ${claim.line}`,
    status: statuses[is],
    stage: Stage.FINISHED,
    statusDetails: { message: claim.reason, ...(is === 'differs' && { expected: claim.expected, actual: claim.verdict }) },
    start,
    stop: start + Math.round(claim.durationMs),
    labels: labels(document, exercise, claim),
    links: [],
    parameters: parameters({ verdict: claim.verdict, expected: claim.expected, basis: claim.basis, spec: claim.spec, reproduce: claim.reproduce }),
    steps: steps(claim),
    attachments: [],
  };
}

/** An Allure result for each claim that was tested or is not applicable; the claim's id is its history. */
export function toResults(evidence: Evidence): TestResult[] {
  return inReadingOrder(evidence).flatMap(({ path, exercises }) =>
    exercises.flatMap(({ name, claims }) =>
      claims.filter((claim) => agreement(claim) !== 'not-tested').map((claim) => toResult(claim, shortName(path), name, evidence)),
    ),
  );
}
