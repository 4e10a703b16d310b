import type { GateFormat, GateResult } from '../../helpers/gate/result.ts';
import { rules } from '../../helpers/gate/result.ts';
import { type Told, told } from './findings.ts';

const root = '%SRCROOT%';

const artifact = (path: string) => ({ uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: root });
const region = ({ line, lastLine }: Told) => ({ startLine: line, endLine: lastLine });

/** A viewer makes a link of `[words](address)`. */
const text = (words: string) => ({ text: words.replaceAll('](', ']\u200b(') || '(no words)' });

/** Every rule each time: an alert whose rule is not declared never closes. */
const declared = Object.entries(rules).map(([id, says]) => ({
  id,
  shortDescription: { text: says },
  fullDescription: { text: says },
  help: { text: `${says} What to do stands in the message of each finding.` },
}));

const result = (finding: Told, ids: readonly string[]) => ({
  ruleId: finding.rule,
  ruleIndex: ids.indexOf(finding.rule),
  level: finding.level,
  message: text([finding.title, finding.message].filter(Boolean).join('\n\n')),
  locations: [{ physicalLocation: { artifactLocation: artifact(finding.path), region: region(finding) } }],
  // of what the finding is about, never of its line; GitHub reads the first and compares it with the runs before
  partialFingerprints: {
    primaryLocationLineHash: `${finding.fingerprint.slice(0, 16)}:${finding.nth}`,
    'meshproofGate/v1': `${finding.fingerprint}:${finding.nth}`,
  },
  properties: { about: finding.about, touched: finding.touched },
  ...(finding.suppressed !== undefined && {
    suppressions: [{ kind: 'external', status: 'accepted', justification: finding.suppressed }],
  }),
  ...(finding.suggestion !== undefined && { fixes: [fix(finding, finding.suggestion)] }),
});

const fix = (finding: Told, words: string) => ({
  description: { text: 'The words that should stand there.' },
  artifactChanges: [
    {
      artifactLocation: artifact(finding.path),
      replacements: [{ deletedRegion: region(finding), insertedContent: { text: words } }],
    },
  ],
});

const log = (gate: GateResult) => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'Meshproof gate', version: gate.version, rules: declared } },
      automationDetails: { id: `meshproof-gate/${gate.prefix && `${gate.prefix}/`}` },
      originalUriBaseIds: { [root]: { description: { text: 'The root of the git repository.' } } },
      invocations: [{ executionSuccessful: gate.exit !== 2, exitCode: gate.exit }],
      columnKind: 'utf16CodeUnits',
      results: told(gate).map((finding) => result(finding, Object.keys(rules))),
    },
  ],
});

export const sarif: GateFormat = {
  name: 'SARIF 2.1.0',
  file: 'gate.sarif',
  says: 'Findings with fingerprints that outlive their lines, known errata as suppressions: for code scanning, which closes what was mended.',
  render: (gate) => `${JSON.stringify(log(gate), undefined, 2)}\n`,
};
