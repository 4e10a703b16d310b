import { type Label, Stage, Status, type TestResult } from 'allure-js-commons';
import type { ClaimEvidence, Evidence } from '../../../helpers/evidence/schema.ts';
import { type Agreement, agreement, faultsOfRun } from '../../../helpers/evidence/outcome.ts';
import { inReadingOrder, shortName } from '../../pack/population.ts';
import { stableUuid } from '../../pack/stableUuid.ts';
import { parameters, toSteps } from './steps.ts';

const statuses: Record<Exclude<Agreement, 'not-tested'>, Status> = {
  'as-expected': Status.PASSED,
  undecided: Status.FAILED,
  differs: Status.FAILED,
  inconclusive: Status.BROKEN,
  'no-result': Status.BROKEN,
  'not-applicable': Status.SKIPPED,
};

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
  const is = agreement(claim, evidence.run.strict) as keyof typeof statuses;
  const start = Date.parse(claim.startedAt ?? evidence.run.started);
  return {
    uuid: stableUuid(8, `${evidence.run.id}/${claim.id}`),
    historyId: claim.id,
    testCaseId: claim.id,
    fullName: `${claim.document}#${claim.id}`,
    name: `${claim.id}: ${claim.says}`,
    titlePath: [document, exercise],
    // A fence shows the quote as written, although the quote is Markdown.
    description: `~~~~~~\n${claim.quote}\n~~~~~~\n${document}, line ${claim.line}`,
    status: statuses[is],
    stage: Stage.FINISHED,
    statusDetails: {
      message: claim.reason,
      ...(statuses[is] === Status.FAILED && { expected: claim.expected, actual: claim.verdict }),
    },
    start,
    stop: start + Math.round(claim.durationMs),
    labels: labels(document, exercise, claim),
    links: [],
    parameters: parameters({
      verdict: claim.verdict,
      expected: claim.expected,
      basis: claim.basis,
      spec: claim.spec,
      reproduce: claim.reproduce,
    }),
    steps: toSteps(claim),
    attachments: [],
  };
}

function toFault({ name, reason }: ReturnType<typeof faultsOfRun>[number], { run }: Evidence): TestResult {
  const start = Date.parse(run.started);
  return {
    uuid: stableUuid(8, `${run.id}/${name}`),
    historyId: name,
    testCaseId: name,
    fullName: name,
    name,
    titlePath: ['the run itself'],
    status: Status.BROKEN,
    stage: Stage.FINISHED,
    statusDetails: { message: reason },
    start,
    stop: Date.parse(run.finished),
    labels: [
      { name: 'epic', value: 'the run itself' },
      { name: 'framework', value: 'meshproof' },
    ],
    links: [],
    parameters: [],
    steps: [],
    attachments: [],
  };
}

/**
 * An Allure result for each claim that was tested or is not applicable, and for what is wrong with the run itself. Allure's history goes
 * by claim id.
 */
export function toResults(evidence: Evidence): TestResult[] {
  const claims = inReadingOrder(evidence).flatMap(({ path, exercises }) =>
    exercises.flatMap(({ name, claims }) =>
      claims
        .filter((claim) => agreement(claim) !== 'not-tested')
        .map((claim) => toResult(claim, shortName(path), name, evidence)),
    ),
  );
  return [...claims, ...faultsOfRun(evidence).map((fault) => toFault(fault, evidence))];
}
