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
