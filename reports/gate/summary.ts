import type { GateFormat, GateResult } from '../../helpers/gate/result.ts';
import { block, headline } from './blocks.ts';
import { count, pathOf, told } from './findings.ts';
import { code, fit, inline } from './markdown.ts';

/** GitHub refuses a step's summary of more than 1 MiB, whole. Other programs may write into the same step. */
export const most = 1_000_000;

const at = (result: GateResult, place: GateResult['ran'][number]['place']) =>
  place ? `, ${code(`${pathOf(result, place)}:${place.line}`)}` : '';

const ran = (result: GateResult): string[] => [
  '### Claims that were run',
  ...result.ran.map(({ id, place, verdict, expected, seconds }) => {
    const asExpected = verdict === expected ? 'as expected' : `expected ${inline(expected)}`;
    return `- ${code(id)}: ${inline(verdict)}, ${asExpected}, ${seconds.toFixed(1)} s${at(result, place)}`;
  }),
];

const touched = (result: GateResult): string[] => [
  '### Claims that the change touches',
  ...result.touched.map(
    ({ id, place, why }) => `- ${code(id)}${at(result, place)}: ${why.map(inline).join('; ') || 'no reason is given'}`,
  ),
];

export const summary: GateFormat = {
  name: 'Job summary',
  file: 'summary.md',
  says: 'Every finding with its words, then the claims that were touched and run: Markdown of less than 1 MiB, for $GITHUB_STEP_SUMMARY.',
  render: (result) => {
    const findings = told(result);
    const blocks = [
      ...(findings.length > 0 ? ['### Findings', ...findings.map((finding) => block(finding, 'text'))] : []),
      ...(result.ran.length > 0 ? ran(result) : []),
      ...(result.touched.length > 0 ? touched(result) : []),
      `Meshproof ${inline(result.version)}, ${inline(result.at)}${result.pack ? `, pack ${code(result.pack)}` : ''}.`,
    ];
    const head = headline(result, findings);
    const rest = (left: number) =>
      `**Cut here:** ${count(left, 'block')} more would not fit. All of them are in ${code('gate.json')}.`;
    return `${fit([head, ...blocks], most, rest)}\n`;
  },
};
