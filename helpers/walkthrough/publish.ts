import { writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { pointTo } from '../packs.ts';
import { renderReport } from '../renderReport.ts';
import { root } from '../root.ts';
import { describeUnread, type Walkthrough, type WalkedBlock } from './schema.ts';
import { endedAsMeant } from './step.ts';

/** One line a block, with counts. */
export function progressOf(
  { first, last, heading, commands, changes }: Omit<WalkedBlock, 'claims' | 'about'>,
  done: number,
  total: number,
): string {
  const seconds = commands.reduce((sum, one) => sum + one.seconds, 0);
  const failed = commands.filter((one) => !endedAsMeant(one) || (one.exit !== 0 && !one.interrupted));
  const lines = first === last ? `line ${first}` : `lines ${first}-${last}`;
  const fails =
    failed.length > 0
      ? `, ${failed.length} with another exit status than 0 (line ${failed.map((one) => one.line).join(', ')})`
      : '';
  return `[${done}/${total}] ${lines}: ${heading}: ${commands.length} commands${fails}, ${changes.length} objects changed, ${seconds.toFixed(1)} s\n`;
}

/** Writes the results beside the recording, and points `latest-<kind>` at their folder. */
export async function publish(folder: string, kind: string, result: Walkthrough): Promise<void> {
  await writeFile(join(folder, 'walkthrough.json'), `${JSON.stringify(result, null, 2)}\n`);
  await renderReport('walkthrough', folder);
  await pointTo(folder, `latest-${kind}`);
}

/** Says how it went and gives the program's exit status (see usage). `fallen`: how many quotes no longer stand. */
export function report(result: Walkthrough, folder: string, fallen: number, failed: boolean): number {
  const { findings, missing, status, unread = [] } = result;
  const off = findings.filter(({ expected }) => !expected);
  process.stdout.write(
    `\n${findings.length} lines differ from what the document promises; ${off.length} of them are not declared\n`,
  );
  for (const { line, attempt, met, promised } of off)
    process.stdout.write(forTerminal(`  not declared: line ${line} (${attempt}): ${promised.split('\n')[0]} → ${met}\n`));
  for (const one of missing) process.stdout.write(`  declared, and not met: ${one}\n`);
  for (const one of unread) process.stdout.write(`  not read as commands: ${describeUnread(one)}\n`);
  process.stdout.write(`${relative(root, join(folder, 'index.html'))} (the table alone: table.md)\n`);
  if (status === 'interrupted') return 130;
  if (failed) return 2;
  return off.length + missing.length + fallen > 0 ? 1 : 0;
}
