import { walkthroughSchema, type Walkthrough } from '../../helpers/walkthrough/schema.ts';
import { PackError } from './errors.ts';
import { jsonPath, parseJson } from './json.ts';

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is not a walk-through of this version
 */
export function parseWalkthrough(source: string, file: string): Walkthrough {
  const parsed = walkthroughSchema.safeParse(parseJson(source, file, 'Walk through the document again: make walkthrough.'));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new PackError(
    `${file} breaks meshproof/walkthrough/v1 at ${jsonPath(first?.path ?? [])}: ${first?.message}. ` +
      'Render it with the suite version that wrote it.',
  );
}
