import type { GateFormat, GateResult } from '../../helpers/gate/result.ts';
import { type Markup, markup } from '../web/markup.ts';
import { pathOf, type Told, told } from './findings.ts';

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

interface Case {
  name: string;
  file: string | undefined;
  line: number | undefined;
  seconds: number;
  outcome: Outcome;
  /** Why it is no pass: one line. */
  reason: string;
  /** All that is to be told. */
  said: string;
}

const fails = ({ level, suppressed }: Told) => level === 'error' && suppressed === undefined;

const say = ({ title, message, suppressed, path, line }: Told) =>
  [title, `${path}:${line}`, message, suppressed && `Fails nothing: ${suppressed}`].filter(Boolean).join('\n');

const outcomeOf = (finding: Told): Outcome => (finding.rule === 'inconclusive' ? 'error' : 'failure');

type Claim = { id: string } & Pick<Case, 'file' | 'line'>;
type Ran = GateResult['ran'][number];

/** A finding decides; where there is none, the verdict does. */
function claimCase(claim: Claim, ran: Ran | undefined, findings: readonly Told[]): Case {
  const worst = findings.find(fails);
  const [outcome, reason] = worst ? [outcomeOf(worst), worst.title] : byVerdict(ran);
  const verdict = ran && `${ran.verdict} (the ledger expects ${ran.expected})`;
  return {
    name: claim.id,
    file: claim.file ?? findings[0]?.path,
    line: claim.line ?? findings[0]?.line,
    seconds: ran?.seconds ?? 0,
    outcome,
    reason,
    said: [verdict, ...findings.map(say)].filter(Boolean).join('\n\n'),
  };
}

function byVerdict(ran: Ran | undefined): [Outcome, string] {
  if (!ran) return ['skipped', 'The change touches the claim, and it was not run.'];
  if (ran.verdict === 'inconclusive') return ['error', 'Nothing was learned of the claim.'];
  if (ran.verdict === ran.expected) return ['passed', ''];
  return [ran.verdict === 'not-applicable' ? 'skipped' : 'failure', `${ran.verdict}, and the ledger expects ${ran.expected}`];
}

const findingCase = (finding: Told): Case => ({
  name: `${finding.rule}: ${finding.about}${finding.nth > 1 ? ` (${finding.nth})` : ''}`,
  file: finding.path,
  line: finding.line,
  seconds: 0,
  outcome: fails(finding) ? outcomeOf(finding) : 'skipped',
  reason: finding.title,
  said: say(finding),
});

/** A case for each claim that was touched or run, and one for each finding that is about none of them. */
function casesOf(result: GateResult): Case[] {
  const findings = Map.groupBy(told(result), ({ about }) => about);
  const ran = new Map(result.ran.map((one) => [one.id, one]));
  const claims = new Map<string, Claim>();
  for (const { id, place } of [...result.touched, ...result.ran])
    claims.set(id, { id, file: place ? pathOf(result, place) : claims.get(id)?.file, line: place?.line ?? claims.get(id)?.line });
  const others = [...findings].filter(([about]) => !claims.has(about)).flatMap(([, of]) => of);
  return [
    ...[...claims.values()].map((claim) => claimCase(claim, ran.get(claim.id), findings.get(claim.id) ?? [])),
    ...others.map(findingCase),
  ];
}

const detail = ({ outcome, reason, said }: Case): Markup => {
  if (outcome === 'failure') return markup`<failure message="${reason}">${said}</failure>`;
  if (outcome === 'error') return markup`<error message="${reason}">${said}</error>`;
  if (outcome === 'skipped') return markup`<skipped>${reason}</skipped>${said && markup`<system-out>${said}</system-out>`}`;
  return markup`<system-out>${said}</system-out>`;
};

// GitLab links a case by its file, and shows `classname` as its group
const testcase = (one: Case) => markup`
    <testcase name="${one.name}" classname="${one.file ?? 'gate'}"${one.file !== undefined && markup` file="${one.file}"`}${one.line !== undefined && markup` line="${one.line}"`} time="${one.seconds.toFixed(3)}">${detail(one)}</testcase>`;

export const junit: GateFormat = {
  name: 'JUnit',
  file: 'junit.xml',
  says: 'A case for each claim that was touched or run, and for each other finding, with file and line: for CI servers.',
  render: (result) => {
    const cases = casesOf(result);
    const of = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length;
    const counts = markup`tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}"`;
    return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="meshproof gate" ${counts} time="${result.seconds.toFixed(3)}">
  <testsuite name="meshproof gate" ${counts} skipped="${of('skipped')}" time="${result.seconds.toFixed(3)}" timestamp="${result.at}">${cases.map(testcase)}
  </testsuite>
</testsuites>
`.toString();
  },
};
