import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gateSchema, type GateResult } from '../../helpers/gate/result.ts';
import { PackError } from '../pack/errors.ts';
import { jsonPath, parseJson } from '../pack/json.ts';
import { gateFormats } from './formats.ts';

const remedy = 'Run the gate again: make gate.';

/** @throws {PackError} where the file is missing, or no result of this version */
async function readGate(file: string): Promise<GateResult> {
  const source = await readFile(file, 'utf8').catch((error: Error) => {
    throw new PackError(`${file} cannot be read: ${error.message}. ${remedy}`, { cause: error });
  });
  const parsed = gateSchema.safeParse(parseJson(source, file, remedy));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new PackError(
    `${file} breaks meshproof/gate/v1 at ${jsonPath(first?.path ?? [])}: ${first?.message}. Render it with the suite version that wrote it.`,
  );
}

/**
 * Writes every form of the result beside the gate.json of a folder.
 *
 * @returns the files, each with what it is for
 * @throws {PackError} where gate.json is missing or invalid: nothing is written
 */
export async function writeGate(folder: string): Promise<{ file: string; says: string }[]> {
  const result = await readGate(join(folder, 'gate.json'));
  const written = gateFormats.map(({ file, says, render }) => ({ file: join(folder, file), says, text: render(result) }));
  for (const { file, text } of written) await writeFile(file, text);
  return written.map(({ file, says }) => ({ file, says }));
}
