import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { jsonIn } from '../json.ts';
import { evidenceText } from './packFiles.ts';
import { evidenceSchema, type Evidence } from './schema.ts';

/**
 * The evidence of a pack; undefined where its run wrote none.
 *
 * @throws {UsageError} where it is no evidence of this version
 */
export function evidenceAt(pack: string): Evidence | undefined {
  if (!existsSync(join(pack, 'evidence.json'))) return undefined;
  const parsed = evidenceSchema.safeParse(jsonIn(evidenceText(pack)));
  if (parsed.success) return parsed.data;
  throw new UsageError(`${pack}/evidence.json is no evidence of this version: ${z.prettifyError(parsed.error).split('\n')[0]}`, {
    remedy: 'Run the claims again with this checkout, and name that pack.',
  });
}
