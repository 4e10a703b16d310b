import { ReportBuilder, stringify, type Test, TestBuilder, type TestStatus, validateStrict } from 'ctrf';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClaimEvidence, Evidence } from '../../helpers/evidence/schema.ts';
import { type Agreement, agreement, faultsOfRun } from '../../helpers/evidence/outcome.ts';
import type { Format } from '../pack/format.ts';
import { inReadingOrder, shortName } from '../pack/population.ts';
import { stableUuid } from '../pack/stableUuid.ts';

const statuses: Record<Agreement, TestStatus> = {
  'as-expected': 'passed',
  differs: 'failed',
  undecided: 'failed',
  inconclusive: 'other',
  'no-result': 'other',
  'not-applicable': 'skipped',
  'not-tested': 'pending',
};

const toTest = (claim: ClaimEvidence, suite: string[], { run }: Evidence): Test =>
  new TestBuilder()
    .id(stableUuid(5, 'ctrf', run.id, claim.id))
    .name(claim.id)
    .status(statuses[agreement(claim, run.strict)])
    .rawStatus(claim.verdict)
    .duration(Math.round(claim.durationMs))
    .suite(suite)
    .message(claim.reason)
    .filePath(claim.document)
    .line(claim.line)
    .labels({ verdict: claim.verdict, expected: claim.expected })
    .tags(claim.supports.map((control) => `supports (proposed) ${control}`))
    .build();

const toFault = ({ name, reason }: ReturnType<typeof faultsOfRun>[number], { run }: Evidence): Test =>
  new TestBuilder()
    .id(stableUuid(5, 'ctrf', run.id, name))
    .name(name)
    .status('other')
    .duration(0)
    .suite(['the run itself'])
    .message(reason)
    .build();

/**
 * Common Test Report Format: every claim of the ledger is a test, and a claim that was not run is pending. What is wrong with the run
 * itself is a test too, of status `other`.
 *
 * @throws {Error} where the report breaks the format's own schema
 */
export function renderCtrf(evidence: Evidence): string {
  const { run } = evidence;
  const tests = inReadingOrder(evidence).flatMap(({ path, exercises }) =>
    exercises.flatMap(({ name, claims }) => claims.map((claim) => toTest(claim, [shortName(path), name], evidence))),
  );
  const [start, stop] = [Date.parse(run.started), Date.parse(run.finished)];
  const report = new ReportBuilder()
    .reportId(stableUuid(5, 'ctrf', run.id))
    .timestamp(run.finished)
    .generatedBy('meshproof')
    .tool({ name: 'meshproof', version: run.suite.version })
    .environment({ commit: run.suite.commit, testEnvironment: run.environment.provider })
    .summaryOverrides({ start, stop, duration: stop - start })
    .addTests([...tests, ...faultsOfRun(evidence).map((fault) => toFault(fault, evidence))])
    .build();
  validateStrict(report);
  return `${stringify(report)}\n`;
}

export const ctrf: Format = {
  name: 'CTRF',
  file: 'ctrf.json',
  says: 'A test for each claim of the ledger, pending where the claim was not run: for test dashboards.',
  write: (pack) => writeFile(join(pack.dir, ctrf.file), renderCtrf(pack.evidence)),
};
