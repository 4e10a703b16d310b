import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gateSchema } from '../../helpers/gate/result.ts';
import { readAs, sameVersion } from '../pack/json.ts';
import { gateFormats } from './formats.ts';

const form = { name: 'meshproof/gate/v1', schema: gateSchema, remedy: 'Run the gate again: make gate.', otherwise: sameVersion };

/**
 * Writes every form of the result beside the gate.json of a folder.
 *
 * @returns the files, each with what it is for
 * @throws {PackError} where gate.json is missing or invalid: nothing is written
 */
export async function writeGate(folder: string): Promise<{ file: string; says: string }[]> {
  const result = await readAs(form, join(folder, 'gate.json'));
  const written = gateFormats.map(({ file, says, render }) => ({ file: join(folder, file), says, text: render(result) }));
  for (const { file, text } of written) await writeFile(file, text);
  return written.map(({ file, says }) => ({ file, says }));
}
