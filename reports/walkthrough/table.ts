import { describeUnread, type Finding, type Walkthrough } from '../../helpers/walkthrough/schema.ts';
import { findingWords } from '../web/findings.ts';
import { headings, summaryOf, titleOf } from './words.ts';

const cell = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('|', '\\|')
    .slice(0, 220);
const code = (text: string): string => `\`\`${cell(text)}\`\``;

function row({ line, attempt, kind, promised, met, claims, expected }: Finding): string {
  const what = kind === 'promise' ? `“${cell(promised)}”` : code(promised.split('\n')[0] ?? '');
  const when = attempt === 'as it stands' ? '' : ` (${attempt})`;
  return `| ${line} | ${what}${when} | ${findingWords[kind]}: ${code(met)} | ${claims.join(', ') || '–'} | ${expected ? 'yes' : '**no**'} |`;
}

/** The findings as a Markdown table, with the remains of the clean-up and the way of typing. */
export function tableOf(walk: Walkthrough): string {
  const { findings, accepted, missing, unread = [], leftovers, treatment } = walk;
  const lines = [
    `# ${titleOf(walk)}`,
    '',
    summaryOf(walk),
    '',
    ...(findings.length > 0
      ? [
          '| line | the document | what the reader sees | claims | expected |',
          '| ---: | --- | --- | --- | --- |',
          ...findings.map(row),
          '',
        ]
      : []),
    ...(missing.length > 0 ? [`${headings.missing}:`, '', ...missing.map((one) => `- ${one}`), ''] : []),
    ...(accepted.length > 0
      ? [`${headings.accepted}:`, '', ...accepted.map((one) => `- line ${one.line}: ${one.exit}: ${one.why}`), '']
      : []),
    ...(unread.length > 0 ? [`${headings.unread}:`, '', ...unread.map((one) => `- ${describeUnread(one)}`), ''] : []),
    `## ${headings.leftovers}`,
    '',
    ...(leftovers.length > 0 ? leftoverLines(walk) : ['Nothing.']),
    '',
    `## ${headings.treatment}`,
    '',
    ...treatment.map((one) => `- ${one}`),
  ];
  return `${lines.join('\n')}\n`;
}

function leftoverLines({ leftovers }: Walkthrough): string[] {
  const byKind = Map.groupBy(leftovers, ({ object, change }) => `${change} ${object.slice(0, object.indexOf('/'))}`);
  return [...byKind].map(([kind, all]) => {
    const names = all.map(
      ({ object, is }) => `${object.slice(object.indexOf('/') + 1)}${is?.labels ? ` ${JSON.stringify(is.labels)}` : ''}`,
    );
    return `- ${kind}: ${names.join(', ')}`;
  });
}
