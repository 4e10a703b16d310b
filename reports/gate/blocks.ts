import type { GateResult } from '../../helpers/gate/result.ts';
import { count, type Told, verdicts } from './findings.ts';
import { code, fence, inline } from './markdown.ts';
import { cut } from './plain.ts';

const lines = ({ path, line, lastLine }: Told) => `${path}:${line}${lastLine > line ? `-${lastLine}` : ''}`;

/** A finding on one line. */
export const item = (finding: Told): string =>
  `**${inline(finding.title)}** (${finding.level}, ${finding.rule}, ${code(lines(finding))})`;

/** A finding with its message and the words that should stand there. `info`: what the fence of these words is called. */
export function block(finding: Told, info: 'text' | 'suggestion', longest = Infinity): string {
  const { message, suppressed, suggestion } = finding;
  return [
    item(finding),
    suppressed && `Fails nothing: ${inline(suppressed)}`,
    message && fence(cut(message, longest)),
    suggestion !== undefined && `Instead of ${code(lines(finding))}:\n\n${fence(suggestion, info)}`,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The verdict, what was compared, and how much was found. */
export function headline(result: GateResult, findings: readonly Told[]): string {
  const { exit, since, head, changed, touched, ran, seconds } = result;
  const known = findings.filter(({ suppressed }) => suppressed !== undefined).length;
  const of = (level: string) => findings.filter((one) => one.level === level && one.suppressed === undefined).length;
  const found = [count(of('error'), 'error'), count(of('warning'), 'warning'), count(of('note'), 'note')];
  return [
    `## Meshproof gate: ${verdicts[exit]}`,
    `${found.join(', ')}${known ? `, ${known} known of` : ''}. Compared ${code(head.slice(0, 12))} with ${code(since.slice(0, 12))}: ${count(changed.length, 'file')} changed, ` +
      `${count(touched.length, 'claim')} touched, ${ran.length} run, ${seconds.toFixed(1)} s.`,
  ].join('\n\n');
}
