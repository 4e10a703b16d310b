import type { Radar, RadarClaim, RadarNote } from '../../helpers/radar/result.ts';
import { plural } from '../web/words.ts';
import { valuesOf } from './defaultsTable.ts';
import { byTerms, issueName, placeOf, sectionsOf, shortened, toldBy, touchedBy, type Touched } from './sections.ts';

/** In a table's cell a line ends the row, and a bar the cell. */
const cell = (text: string): string => text.replaceAll(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

function verdictsOf({ measured, expected }: RadarClaim): string {
  if (!measured) return `expected: ${expected}`;
  if (measured.before !== measured.after) return `**${measured.before} → ${measured.after}**`;
  return measured.differs ? `**${measured.after}, another answer**` : measured.after;
}

const tableOf = (rows: readonly string[][]): string =>
  [['Claim', 'Place', 'Quote', 'By', 'Verdict'], Array(5).fill('---') as string[], ...rows]
    .map((row) => `| ${row.map(cell).join(' | ')} |`)
    .join('\n');

const rowOf = (claim: RadarClaim, by: string): string[] => [
  claim.id,
  placeOf(claim),
  shortened(claim.quote, 120).head,
  by,
  verdictsOf(claim),
];

const rowsOf = (some: readonly Touched[]): string[][] => some.map(({ touch, claim }) => rowOf(claim, byTerms(touch)));

function noteOf(note: RadarNote, radar: Radar): string {
  const { first, others } = touchedBy(note.touches, radar);
  const { title, paragraphs } = toldBy(note);
  const issues = note.issues.map((address) => ` · [${issueName(address)}](${address})`).join('');
  const absent = note.state === 'gone' ? `in ${radar.from.release} and not in ${radar.to.release} · ` : '';
  return [
    `### ${note.upgrade.length > 0 ? 'Upgrade note: ' : ''}${title}`,
    `${absent}${note.kind} · ${note.area} · \`${note.file}\`${issues}`,
    ...(paragraphs[0] === undefined ? [] : [shortened(paragraphs[0], 280).head]),
    ...(first.length > 0 ? [tableOf(rowsOf(first))] : []),
    ...(others.length > 0
      ? [
          `<details><summary>${plural(others.length, 'claim')} by a kind or a set-up in common</summary>\n\n${tableOf(rowsOf(others))}\n\n</details>`,
        ]
      : []),
  ].join('\n\n');
}

const lineOf = (note: RadarNote): string => `- ${toldBy(note).title} (\`${note.file}\`)`;

/** The radar as Markdown, for a pull request or an issue. */
export function renderMarkdown(radar: Radar): string {
  const { from, to, notes, defaults, claims, packs } = radar;
  const sections = sectionsOf(radar);
  const unread = notes.filter(({ problems }) => problems.length > 0);
  const seen = claims.filter(({ id }) => radar.seenNotNoted.includes(id));
  const touching = notes.filter(({ standing }) => standing !== 'no-claim').length;
  const measured = packs ? `${packs.measured} claims were measured on both.` : 'Nothing is measured yet.';
  const open = (wanted: string[]) =>
    sections
      .filter(({ id }) => wanted.includes(id))
      .map(({ title, says, notes: own }) => [`## ${title}`, `${says}.`, ...own.map((note) => noteOf(note, radar))].join('\n\n'));
  return `${[
    `# Istio ${from.release} → ${to.release}`,
    `${touching} of ${plural(notes.length, 'note')} touch claims. ${measured}`,
    ...(unread.length > 0
      ? [`## Not read as release notes`, unread.map(({ file, problems }) => `- \`${file}\`: ${problems.join('; ')}`).join('\n')]
      : []),
    ...(packs && packs.unlearned.length > 0
      ? [`Nothing was learned in one of the packs of: ${packs.unlearned.join(', ')}.`]
      : []),
    ...open(['seen']),
    ...(seen.length > 0 ? ['## Seen and not noted', tableOf(seen.map((claim) => rowOf(claim, '')))] : []),
    ...open(['not-seen', 'unmeasured']),
    ...(defaults.length > 0
      ? [
          '## Changed defaults',
          defaults
            .map(
              (one) =>
                `- \`${one.name}\`: ${valuesOf(one)}${one.touches.map((touch) => `; ${touch.claim} (${byTerms(touch)})`).join('')}`,
            )
            .join('\n'),
        ]
      : []),
    ...sections
      .filter(({ id }) => id === 'no-claim')
      .map(
        ({ title, notes: own }) =>
          `<details><summary>${title}: ${own.length}</summary>\n\n${own.map(lineOf).join('\n')}\n\n</details>`,
      ),
  ].join('\n\n')}\n`;
}
