import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { differences, type Basis } from '../evidence/basis.ts';
import { evidenceAt } from '../evidence/evidenceAt.ts';
import { readJournal } from '../evidence/journal.ts';
import type { Evidence } from '../evidence/schema.ts';

/** What a run is to measure, and with what. */
export interface Wanted {
  selected: readonly string[];
  strict: boolean;
  basis: Basis;
}

/** What earlier calls have left of a cell. */
export type Left = { pack: string; evidence: Evidence } | { resume: string } | undefined;

/** Folders of packs, the newest first. */
async function packsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((): string[] => []);
  return names
    .filter((name) => /^\d{4}-\d\d-\d\dT/.test(name) && existsSync(join(folder, name, 'journal.jsonl')))
    .sort()
    .reverse()
    .map((name) => join(folder, name));
}

/** Whether a pack's run was started for the same claims, with the same suite, ledgers and documents. */
function isOf(pack: string, { selected, strict, basis }: Wanted): boolean {
  const start = readJournal(pack).find((one) => one.event === 'run-started');
  if (!start?.basis) return false;
  const same = start.selected.length === selected.length && start.selected.every((id) => selected.includes(id));
  return same && start.strict === strict && differences(start.basis, basis).length === 0;
}

/** The newest pack of a cell: whole, and of the same suite and ledger; or one to go on with, where its cluster stands. */
export async function leftOf(folder: string, wanted: Wanted, clusterStands: boolean): Promise<Left> {
  const [newest] = (await packsIn(folder)).filter((pack) => isOf(pack, wanted));
  if (newest === undefined) return undefined;
  const evidence = evidenceAt(newest);
  if (evidence?.run.status === 'complete') return { pack: newest, evidence };
  return clusterStands ? { resume: newest } : undefined;
}

/** The newest pack in a cell's folder that was made by this call. */
export async function madeSince(folder: string, since: Date): Promise<string | undefined> {
  const [newest] = await packsIn(folder);
  const evidence = newest === undefined ? undefined : evidenceAt(newest);
  return evidence && Date.parse(evidence.run.finished) >= since.getTime() ? newest : undefined;
}
