import { readFile } from 'node:fs/promises';
import { radarSchema, type Radar } from '../../helpers/radar/result.ts';
import { PackError } from '../pack/errors.ts';
import { jsonPath, parseJson } from '../pack/json.ts';

const remedy = 'Make it again: make radar FROM=<release> TO=<release>.';

/** @throws {PackError} where the file is missing, or no result of this version */
export async function readRadar(file: string): Promise<Radar> {
  const source = await readFile(file, 'utf8').catch((error: Error) => {
    throw new PackError(`${file} cannot be read: ${error.message}. ${remedy}`, { cause: error });
  });
  const parsed = radarSchema.safeParse(parseJson(source, file, remedy));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new PackError(`${file} breaks meshproof/radar/v1 at ${jsonPath(first?.path ?? [])}: ${first?.message}. ${remedy}`);
}
