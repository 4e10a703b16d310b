import type { GateFormat, GateResult } from '../../helpers/gate/result.ts';
import { count, told, type Told, verdicts } from './findings.ts';
import { cut } from './plain.ts';

type Kind = 'error' | 'warning' | 'notice';

/** GitHub drops what is more than this of a kind in a step, and says nothing. */
const most = 10;
const longest = 4000;

const kindOf = ({ level, suppressed }: Told): Kind => (suppressed !== undefined || level === 'note' ? 'notice' : level);

// The three characters that end a message, and the two that end a property: https://github.com/actions/toolkit, packages/core/src/command.ts
const data = (text: string) => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string) => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

function command(kind: Kind, properties: Record<string, string | number>, message: string): string {
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${kind} ${given.join(',')}::${data(cut(message, longest))}`;
}

const placeOf = ({ path, line, lastLine }: Told) => ({ file: path, line, endLine: lastLine });

const annotation = (finding: Told): string =>
  command(
    kindOf(finding),
    { ...placeOf(finding), title: finding.title },
    [finding.message, finding.suppressed && `Known: ${finding.suppressed}`].filter(Boolean).join('\n') || finding.title,
  );

/** Says at the first of them how many are not shown, and where all of them are. */
function closing(kind: Kind, left: readonly [Told, ...Told[]]): string {
  const title = `${count(left.length, `more ${kind}`)} not shown here`;
  const lines = left.map(({ path, line, title: words }) => `${path}:${line} ${words}`);
  return command(kind, { ...placeOf(left[0]), title }, [`All are in the job summary (summary.md).`, ...lines].join('\n'));
}

function ofKind(kind: Kind, findings: readonly Told[]): string[] {
  const mine = findings.filter((finding) => kindOf(finding) === kind);
  const [first, ...others] = mine.slice(most - 1);
  if (!first || others.length === 0) return mine.map(annotation);
  return [...mine.slice(0, most - 1).map(annotation), closing(kind, [first, ...others])];
}

const nothing = ({ exit, ran }: GateResult) =>
  command('notice', { title: 'Meshproof gate' }, `${verdicts[exit]}: ${count(ran.length, 'claim')} run, nothing found`);

export const annotations: GateFormat = {
  name: 'GitHub annotations',
  file: 'annotations.txt',
  says: 'Workflow commands that a step prints: GitHub shows them at the lines of the change, at most ten of a kind.',
  render: (result) => {
    // what is known of and untouched stands at no line of the change: the job summary has it
    const findings = told(result).filter((one) => one.touched || kindOf(one) !== 'notice');
    const lines = (['error', 'warning', 'notice'] as const).flatMap((kind) => ofKind(kind, findings));
    return `${(lines.length > 0 ? lines : [nothing(result)]).join('\n')}\n`;
  },
};
