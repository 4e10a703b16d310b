import type { GateFormat } from '../../helpers/gate/result.ts';
import { type Told, told } from './findings.ts';
import { fence, inline } from './markdown.ts';

const severities = { error: 'ERROR', warning: 'WARNING', note: 'INFO' } as const;

/** Without columns a range is whole lines, the last one's line end excepted. */
const range = ({ line, lastLine }: Told) => ({ start: { line }, end: { line: lastLine } });

/** reviewdog posts the message as Markdown. */
const message = ({ title, message: words, suppressed }: Told) =>
  [inline(title), suppressed && `Fails nothing: ${inline(suppressed)}`, words && fence(words)].filter(Boolean).join('\n\n');

const diagnostic = (finding: Told) => ({
  message: message(finding),
  location: { path: finding.path, range: range(finding) },
  severity: finding.suppressed === undefined ? severities[finding.level] : 'INFO',
  code: { value: finding.rule },
  ...(finding.suggestion !== undefined && { suggestions: [{ range: range(finding), text: finding.suggestion }] }),
});

export const reviewdog: GateFormat = {
  name: 'reviewdog',
  file: 'reviewdog.json',
  says: 'Diagnostics with the corrected words, for `reviewdog -f=rdjson`: it posts them at their lines, to be taken over by a click.',
  render: (result) =>
    `${JSON.stringify({ source: { name: 'meshproof' }, diagnostics: told(result).map(diagnostic) }, undefined, 2)}\n`,
};
