import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { matrixRecordSchema, type MatrixRecord } from '../../helpers/matrix/record.ts';
import { headings } from '../formats/html/headings.ts';
import { readAs } from '../pack/json.ts';
import { readEvidence } from '../pack/load.ts';
import { inReadingOrder } from '../pack/population.ts';
import { verifyPack } from '../pack/verify-pack.mjs';
import { badgeOf } from './badge.ts';
import type { Source } from './cells.ts';
import { csvOf } from './csv.ts';
import { frontMatterOf, htmlOf, markdownOf } from './fragments.ts';
import { renderMatrix } from './page.ts';
import { type Matrix, matrixSchema } from './schema.ts';
import { testedOf, type Tested } from './tested.ts';
import { toMatrix } from './toMatrix.ts';

/** The file that `make matrix` leaves for the pages. */
export const recordFile = 'cells.json';

const form = { name: 'meshproof/matrix-cells/v1', schema: matrixRecordSchema, remedy: 'Make it again: make matrix.' };

/** Where a pack's report is: a published one where it was published, under the name of its run. */
const hrefOf = (pack: string, link: string | undefined): string =>
  link === undefined ? `${pack}/index.html` : `${link.replace(/\/$/, '')}/${basename(pack)}/index.html`;

async function readCell(folder: string, { wish, says, pack }: MatrixRecord['cells'][number], link?: string): Promise<Source> {
  const shared = { wish, ...(says && { says }) };
  if (pack === undefined) return { ...shared, href: '', problems: [] };
  const dir = join(folder, pack);
  const { evidence } = await readEvidence(dir);
  // a pack without signatures was rendered from what a test or a killed run left
  const signed = existsSync(join(dir, 'attestations'));
  const { problems, keyId } = signed ? await verifyPack(dir) : { problems: [] };
  return { ...shared, evidence, href: hrefOf(pack, link), problems, ...(keyId && { signer: keyId }) };
}

/** The headings of the documents that stand above each section's first claim. */
async function titlesOf(folder: string, cells: MatrixRecord['cells'], sources: readonly Source[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>();
  for (const [index, { evidence }] of sources.entries()) {
    if (!evidence) continue;
    const texts = new Map(
      evidence.documents.map(({ path, sha256 }) => [path, join(folder, cells[index]?.pack ?? '', 'raw', sha256)]),
    );
    for (const { path, exercises } of inReadingOrder(evidence)) {
      const all = headings(await readFile(texts.get(path) ?? '', 'utf8').catch(() => ''));
      for (const { key, claims } of exercises) {
        const title = all.findLast(({ line }) => line <= (claims[0]?.line ?? 0))?.text;
        if (title !== undefined && !titles.has(key)) titles.set(key, title);
      }
    }
  }
  return titles;
}

const written = { page: 'index.html', json: 'matrix.json', schema: 'matrix.schema.json', csv: 'matrix.csv' };

/**
 * Writes the page of a matrix, its JSON with a schema, its CSV, and for each document a badge and “tested with”, beside its cells.json.
 *
 * @throws {PackError} where cells.json or a pack cannot be used: nothing is written
 */
export async function writeMatrix(folder: string): Promise<{ page: string; matrix: Matrix }> {
  const record = await readAs(form, join(folder, recordFile));
  const sources: Source[] = [];
  for (const cell of record.cells) sources.push(await readCell(folder, cell, record.link));
  const matrix = toMatrix(sources, record);
  const page = join(folder, written.page);
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  await writeFile(page, await renderMatrix(matrix, await titlesOf(folder, record.cells, sources)));
  await writeFile(join(folder, written.json), json(matrix));
  await writeFile(join(folder, written.schema), json(z.toJSONSchema(matrixSchema)));
  await writeFile(join(folder, written.csv), csvOf(matrix));
  await writeDocuments(join(folder, 'documents'), testedOf(sources.map((one) => fromDocuments(one, record.link))));
  return { page, matrix };
}

/** Links that are not published ones lead from the folder of the files that have them. */
const fromDocuments = (source: Source, link: string | undefined): Source =>
  link === undefined ? { ...source, href: `../${source.href}` } : source;

/** The name of a document's files: that of the document, with its folders where two have the same. */
const nameOf = ({ document }: Tested, all: readonly Tested[]): string => {
  const short = (path: string) => basename(path, '.md');
  const alone = all.filter((one) => short(one.document) === short(document)).length === 1;
  return alone ? short(document) : document.replace(/\.md$/, '').replaceAll('/', '-');
};

async function writeDocuments(folder: string, all: readonly Tested[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const tested of all) {
    const name = join(folder, nameOf(tested, all));
    await writeFile(`${name}.svg`, badgeOf(tested).toString());
    await writeFile(`${name}.html`, htmlOf(tested).toString());
    await writeFile(`${name}.md`, markdownOf(tested));
    await writeFile(`${name}.json`, frontMatterOf(tested));
  }
}
