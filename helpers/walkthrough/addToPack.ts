import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import type { Journal } from '../evidence/journal.ts';
import type { WalkEntry } from '../evidence/schema.ts';
import { scriptOf } from './script.ts';
import { walkthroughSchema, type Walkthrough } from './schema.ts';

interface Found {
  told: Walkthrough;
  source: string;
  cast: string;
}

/**
 * Keeps in a pack, for each document and for each way of walking, the newest walk-through that came to its end, typed every
 * block, and met the document as it is now.
 *
 * @param folder holds a folder of each walk, named by its start; it may be absent
 * @returns what evidence.json says of them, by document and way
 */
export async function keepWalks(
  folder: string,
  documents: readonly { document: MarkdownDocument }[],
  journal: Pick<Journal, 'keep'>,
): Promise<WalkEntry[]> {
  const names = await readdir(folder).catch(() => []);
  const newest = new Map<string, Found>();
  for (const name of names.filter((one) => /^\d/.test(one)).sort()) {
    const found = await readWalk(join(folder, name));
    const document = documents.find((one) => one.document.path === found?.told.document)?.document;
    if (found && document && isWhole(found.told, document)) newest.set(`${document.path} ${found.told.as}`, found);
  }
  return documents.flatMap(({ document: { path } }) =>
    (['written', 'corrected'] as const).flatMap((as) => {
      const found = newest.get(`${path} ${as}`);
      return found ? [kept(found, journal)] : [];
    }),
  );
}

const kept = ({ told, source, cast }: Found, journal: Pick<Journal, 'keep'>): WalkEntry => ({
  document: told.document,
  as: told.as,
  started: told.started,
  told: journal.keep({ name: 'walkthrough.json', content: source, mediaType: 'application/json' }),
  cast: journal.keep({ name: told.cast, content: cast, mediaType: 'application/x-asciicast' }),
});

const isWhole = ({ status, sha256, blocks }: Walkthrough, document: MarkdownDocument): boolean =>
  status === 'complete' && sha256 === document.sha256 && blocks.length === scriptOf(document).length;

/** Undefined for a folder that a killed walk or another version of the suite left. */
async function readWalk(folder: string): Promise<Found | undefined> {
  try {
    const source = await readFile(join(folder, 'walkthrough.json'), 'utf8');
    const parsed = walkthroughSchema.safeParse(JSON.parse(source));
    return parsed.success
      ? { told: parsed.data, source, cast: await readFile(join(folder, parsed.data.cast), 'utf8') }
      : undefined;
  } catch {
    return undefined;
  }
}
