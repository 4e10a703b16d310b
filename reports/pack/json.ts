import type { z } from 'zod';
import { regularText } from '../../cluster/host/regularFile.ts';
import { packLimits } from '../../helpers/evidence/packFiles.ts';
import { PackError } from './errors.ts';

/** `$.claims[3].verdict`: the place of a value in a JSON document. */
export function jsonPath(path: readonly PropertyKey[]): string {
  return `$${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')}`;
}

/** @throws {PackError} where the source is not JSON */
export function parseJson(source: string, file: string, remedy: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new PackError(`${file} is not JSON: ${(error as Error).message}. ${remedy}`, { cause: error });
  }
}

/** What a JSON source has to be, and what to do where it is not. */
export interface Form<T> {
  /** Its schema's name, such as `meshproof/gate/v1`. */
  name: string;
  schema: z.ZodType<T>;
  /** Where the file is missing, or no JSON. */
  remedy: string;
  /** Where it is of another form; without it, `remedy`. */
  otherwise?: string;
}

/** Most files of another form are of another version. */
export const sameVersion = 'Render it with the suite version that wrote it.';

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is not of this form
 */
export function parseAs<T>({ name, schema, remedy, otherwise = remedy }: Form<T>, source: string, file: string): T {
  const parsed = schema.safeParse(parseJson(source, file, remedy));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new PackError(`${file} breaks ${name} at ${jsonPath(first?.path ?? [])}: ${first?.message}. ${otherwise}`);
}

/** @throws {PackError} where the file is missing, or not of this form */
export async function readAs<T>(form: Form<T>, file: string): Promise<T> {
  const source = await Promise.try(() => regularText(file, { most: packLimits.record })).catch((error: Error) => {
    throw new PackError(`${file} cannot be read: ${error.message}. ${form.remedy}`, { cause: error });
  });
  return parseAs(form, source, file);
}
