import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { type Markup, markup } from '../web/markup.ts';
import { type Agreement, agreement, faultsOfRun } from '../../helpers/evidence/outcome.ts';
import type { Format } from '../pack/format.ts';
import { countVerdicts, inReadingOrder, shortName } from '../pack/population.ts';

const seconds = (ms: number) => (ms / 1000).toFixed(3);

const tested = (claim: ClaimEvidence) => agreement(claim) !== 'not-tested';

const property = (name: string, value: string | number) => markup`<property name="${name}" value="${value}"/>`;

const details = (claim: ClaimEvidence) =>
  [
    `${claim.verdict} (the ledger expects ${claim.expected}): ${claim.reason}`,
    `quote: ${claim.document}:${claim.line}: ${claim.quote}`,
    ...[...claim.controls, ...claim.expectations].map(
      ({ beat, name, agrees, expected, observed }) =>
        `${beat} "${name}" ${agrees ? 'agrees' : 'disagrees'}: expected ${expected}; observed ${observed}`,
    ),
    claim.reproduce ? `reproduce: ${claim.reproduce}` : '',
  ]
    .filter(Boolean)
    .join('\n');

function outcome(claim: ClaimEvidence, strict?: boolean): Markup | false {
  const is = agreement(claim, strict);
  switch (is) {
    case 'differs':
    case 'undecided':
      return markup`<failure type="${is}" message="${claim.reason}">${details(claim)}</failure>`;
    case 'inconclusive':
    case 'no-result':
      return markup`<error type="${is}" message="${claim.reason}">${details(claim)}</error>`;
    case 'not-applicable':
      return markup`<skipped message="${claim.reason}"/>`;
    default:
      return false;
  }
}

const testcase = (claim: ClaimEvidence, classname: string, strict?: boolean) => markup`
    <testcase classname="${classname}" name="${claim.id}" file="${claim.document}" line="${claim.line}" time="${seconds(claim.durationMs)}">
      <properties>${property('line', claim.line)}${property('quote', claim.quote)}${property('verdict', claim.verdict)}${property('expected', claim.expected)}${claim.sameAs && property('sameAs', claim.sameAs)}${claim.supports.map((control) => property('supports (proposed)', control))}</properties>${outcome(claim, strict)}
    </testcase>`;

function counts(claims: readonly ClaimEvidence[], strict?: boolean, faults = 0) {
  const of = (wanted: Agreement) => claims.filter((claim) => agreement(claim, strict) === wanted).length;
  const errors = of('inconclusive') + of('no-result') + faults;
  const failures = of('differs') + of('undecided');
  const time = seconds(claims.reduce((sum, { durationMs }) => sum + durationMs, 0));
  return markup` tests="${claims.length + faults}" failures="${failures}" errors="${errors}" skipped="${of('not-applicable')}" time="${time}"`;
}

const suiteOfRun = ({ run }: Evidence, faults: ReturnType<typeof faultsOfRun>) => markup`
  <testsuite name="the run itself" timestamp="${run.started}" tests="${faults.length}" failures="0" errors="${faults.length}" skipped="0" time="0">${faults.map(
    ({ name, reason }) => markup`
    <testcase classname="the run itself" name="${name}" time="0"><error type="run" message="${reason}">${reason}</error></testcase>`,
  )}
  </testsuite>`;

/**
 * JUnit XML: one suite for each document and exercise, one case for each claim that this run was to measure.
 * The properties of a suite count all of its claims, so that claims without a case are not hidden. What is wrong with the run itself,
 * such as a check of the lab that does not hold, is an error in a suite of its own.
 */
export function renderJunit(evidence: Evidence): string {
  const { strict } = evidence.run;
  const faults = faultsOfRun(evidence);
  const suites = inReadingOrder(evidence).flatMap(({ path, exercises }) =>
    exercises.map(({ name, claims }) => {
      const classname = `${shortName(path).replace(/\.md$/, '')}.${name}`;
      const cases = claims.filter(tested);
      const verdictCounts = Object.entries(countVerdicts(claims)).filter(([, count]) => count > 0);
      return markup`
  <testsuite name="${classname}" timestamp="${evidence.run.started}"${counts(cases, strict)}>
    <properties>${property('document', path)}${property('population', claims.length)}${verdictCounts.map(([verdict, count]) => property(`verdict.${verdict}`, count))}</properties>${cases.map((claim) => testcase(claim, classname, strict))}
  </testsuite>`;
    }),
  );
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="meshproof ${evidence.run.id}"${counts(evidence.claims.filter(tested), strict, faults.length)}>${suites}${faults.length > 0 && suiteOfRun(evidence, faults)}
</testsuites>
`.toString();
}

export const junit: Format = {
  name: 'JUnit',
  file: 'junit.xml',
  says: 'A test case for each claim that this run was to measure: for CI servers.',
  write: (pack) => writeFile(join(pack.dir, junit.file), renderJunit(pack.evidence)),
};
