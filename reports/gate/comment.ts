import type { GateFormat, GateResult } from '../../helpers/gate/result.ts';
import { block, headline, item } from './blocks.ts';
import { count, told } from './findings.ts';
import { fit } from './markdown.ts';

/** GitHub takes 65,536 characters. */
const most = 60_000;
const whole = 10;
const longest = 1500;

/** By which a workflow finds the comment that it wrote before, and replaces it. One for each content folder. */
export const marker = ({ prefix }: Pick<GateResult, 'prefix'>): string => `<!-- meshproof-gate ${encodeURIComponent(prefix)} -->`;

const unposted =
  'A run without a token wrote this text into a file, and the workflow posted it. ' +
  'Suggestions stand at their lines where reviewdog posts `reviewdog.json`.';

export const comment: GateFormat = {
  name: 'Comment',
  file: 'comment.md',
  says: 'A short text for the pull request, with a hidden mark by which the next one replaces it: a workflow with a token posts it.',
  render: (result) => {
    const findings = told(result).filter(({ touched, level, suppressed }) => touched || (level === 'error' && !suppressed));
    const blocks = findings.slice(0, whole).map((finding) => block(finding, finding.touched ? 'suggestion' : 'text', longest));
    const others = findings.slice(whole).map((finding) => `- ${item(finding)}`);
    const untold = result.findings.length - findings.length;
    const rest = (left: number) => `**${count(left, 'more finding')}** in the job summary.`;
    const parts = [
      fit([headline(result, told(result)), ...blocks, ...others], most, rest),
      untold > 0 && `${count(untold, 'finding')} that the change does not touch: see the job summary.`,
      unposted,
    ];
    return `${[marker(result), ...parts.filter(Boolean)].join('\n\n')}\n`;
  },
};
