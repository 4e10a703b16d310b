import type { GateFormat } from '../../helpers/gate/result.ts';
import { type Told, told } from './findings.ts';
import { oneLine } from './plain.ts';

const severities = { error: 'critical', warning: 'minor', note: 'info' } as const;

const longest = 500;

/** GitLab reads up to the first entry that lacks a field, keeps one entry for each fingerprint, and shows the description only. */
const issue = (finding: Told) => ({
  type: 'issue',
  check_name: finding.rule,
  description: oneLine(`${finding.title.replace(/\.$/, '')}: ${finding.message}`, longest),
  categories: ['Bug Risk'],
  severity: finding.suppressed === undefined ? severities[finding.level] : 'info',
  fingerprint: `${finding.fingerprint}:${finding.nth}`,
  location: { path: finding.path, lines: { begin: finding.line, end: finding.lastLine } },
});

export const codeQuality: GateFormat = {
  name: 'GitLab code quality',
  file: 'gl-code-quality-report.json',
  says: 'An entry for each finding, for the report `codequality` of a GitLab job: the merge request says which are new and which are gone.',
  render: (result) => `${JSON.stringify(told(result).map(issue), undefined, 2)}\n`,
};
