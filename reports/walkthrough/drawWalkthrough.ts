import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackError } from '../pack/errors.ts';
import { parseWalkthrough } from '../pack/parseWalkthrough.ts';
import { pageOf } from './page.ts';
import { tableOf } from './table.ts';

async function read(file: string, remedy: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new PackError(`${file} cannot be read: ${(error as Error).message}. ${remedy}`, { cause: error });
  }
}

/**
 * Writes index.html and table.md into the folder of a walk-through, from its walkthrough.json and its recording.
 *
 * @returns the path of the page
 * @throws {PackError} where one of the two files is missing or invalid
 */
export async function drawWalkthrough(folder: string): Promise<string> {
  const file = join(folder, 'walkthrough.json');
  const walk = parseWalkthrough(await read(file, 'Name a folder below reports/out/walkthrough.'), file);
  const cast = await read(join(folder, walk.cast), 'Walk through the document again: make walkthrough.');
  const page = join(folder, 'index.html');
  await writeFile(join(folder, 'table.md'), tableOf(walk));
  await writeFile(page, await pageOf(walk, cast));
  return page;
}
