import { plain, withPart } from '../trustPage.ts';
import { endings } from './fault.ts';
import type { Tried, Try } from './record.ts';
import { counted } from './series.ts';
import { faults } from './table.ts';

/** The page with the table of this record in the place of what stood there. Throws as withPart does. */
export const withTried = (page: string, record: Tried): string => withPart(page, 'faults', triedTable(record));

/** Markdown: a line for each fault. */
export function triedTable({
  tries,
  started,
  commit,
  changed,
  command,
  kubernetes,
  istio,
  proxy,
  networkPolicy,
  control,
}: Tried): string {
  const last = counted(tries);
  const names = Object.keys(faults).filter((name) => last.some(({ fault }) => fault === name));
  const broken = tries.filter(({ outcome }) => outcome === 'broken');
  const again = tries.filter(({ outcome }) => outcome === 'not-done').length;
  const held = last.filter(({ outcome }) => outcome === 'held').length;
  return [
    '| fault | tries | held | the run ended | RESUME |',
    '| --- | --- | --- | --- | --- |',
    ...names.map((name) =>
      rowOf(
        name,
        last.filter(({ fault }) => fault === name),
      ),
    ),
    '',
    `${held} of ${last.length} tries held. ${again} more attempts do not count, because their fault was not really done.`,
    ...broken.flatMap(({ number, fault, findings }) =>
      findings.map((one) => `- Not held: try ${number} (${fault}): ${plain(one)}`),
    ),
    '',
    `Measured ${started.slice(0, 10)} at commit ${commit.slice(0, 12)}${changed > 0 ? ` with ${changed} changed files` : ''} by \`${command}\`, on Kubernetes ${kubernetes}, Istio ${istio}, Envoy ${proxy}, ${networkPolicy}.`,
    `Without a fault the ${control.claims.length} claims, of which a try runs some, took ${control.seconds} s and came out as the ledger expects.`,
  ].join('\n');
}

function rowOf(name: string, tries: readonly Try[]): string {
  const held = tries.filter(({ outcome }) => outcome === 'held').length;
  const count = (told: readonly (readonly [string, number])[]) =>
    told.flatMap(([word, many]) => (many > 0 ? [`${many} ${word}`] : [])).join(', ') || '–';
  const ended = count(endings.map((one) => [one, tries.filter((each) => each.ended === one).length] as const));
  const resumed = count(
    (['completed', 'refused', 'failed'] as const).map(
      (one) => [one, tries.filter((each) => each.resumed === one).length] as const,
    ),
  );
  return `| ${plain(faults[name]?.says ?? name)} | ${tries.length} | ${held} | ${ended} | ${resumed} |`;
}
