import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { radarSchema } from '../../helpers/radar/result.ts';
import { readAs } from '../pack/json.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPage } from './page.ts';

const form = {
  name: 'meshproof/radar/v1',
  schema: radarSchema,
  remedy: 'Make it again: make radar FROM=<release> TO=<release>.',
};

/**
 * Writes the page and the Markdown of a radar beside its radar.json.
 *
 * @returns the files
 * @throws {PackError} where radar.json is missing or invalid: nothing is written
 */
export async function writeRadar(folder: string): Promise<string[]> {
  const radar = await readAs(form, join(folder, 'radar.json'));
  const files = { 'index.html': await renderPage(radar), 'radar.md': renderMarkdown(radar) };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return Object.keys(files).map((name) => join(folder, name));
}
