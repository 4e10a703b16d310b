import { noticesSchema, type Notices } from '../../helpers/evidence/notices.ts';
import { PackError } from './errors.ts';
import { jsonPath, parseJson } from './json.ts';

/**
 * @param file names the source in messages
 * @throws {PackError} where the source is no record of this version
 */
export function parseNotices(source: string, file: string): Notices {
  const parsed = noticesSchema.safeParse(parseJson(source, file, 'Restore the pack.'));
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  throw new PackError(
    `${file} breaks meshproof/notices/v1 at ${jsonPath(first?.path ?? [])}: ${first?.message}. ` +
      'Render it with the suite version that wrote it.',
  );
}
