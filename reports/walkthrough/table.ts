import type { Finding, Walkthrough } from '../../helpers/walkthrough/schema.ts';

const cell = (text: string): string =>
  text
    .replaceAll(/\s*\n\s*/g, ' ⏎ ')
    .replaceAll('|', '\\|')
    .slice(0, 220);
const code = (text: string): string => `\`\`${cell(text)}\`\``;

const kinds: Record<Finding['kind'], string> = {
  fails: 'fails',
  says: 'prints an error',
  warns: 'warns',
  promise: 'other output',
};

function row({ line, attempt, kind, promised, met, claims, expected }: Finding): string {
  const what = kind === 'promise' ? `“${cell(promised)}”` : code(promised.split('\n')[0] ?? '');
  const when = attempt === 'as it stands' ? '' : ` (${attempt})`;
  return `| ${line} | ${what}${when} | ${kinds[kind]}: ${code(met)} | ${claims.join(', ') || '–'} | ${expected ? 'yes' : '**no**'} |`;
}

/** One page: every line that differs from what the document promises, what the clean-up leaves, and how it was walked. */
export function tableOf(walk: Walkthrough): string {
  const { document, as, findings, accepted, missing, leftovers, treatment, blocks } = walk;
  const commands = blocks.flatMap((block) => block.commands);
  const lines = [
    `# ${document}, as ${as}`,
    '',
    `${commands.length} commands in ${blocks.length} blocks, ${walk.status}; ${findings.length} lines differ from what the document promises.`,
    '',
    ...(findings.length > 0
      ? [
          '| line | the document | what the reader meets | claims | expected |',
          '| ---: | --- | --- | --- | --- |',
          ...findings.map(row),
          '',
        ]
      : []),
    ...(missing.length > 0 ? ['Declared, and not met:', '', ...missing.map((one) => `- ${one}`), ''] : []),
    ...(accepted.length > 0
      ? [
          'Other exit statuses than 0 that the text itself wants:',
          '',
          ...accepted.map((one) => `- line ${one.line}: ${one.exit}: ${one.why}`),
          '',
        ]
      : []),
    '## What the clean-up leaves',
    '',
    ...(leftovers.length > 0 ? leftoverLines(walk) : ['Nothing.']),
    '',
    '## How it was walked',
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
