import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';

const setSchema = z.strictObject({ says: z.string(), claims: z.array(z.string()).min(1).describe('ids or globs') });

export function setNames(): string[] {
  return readdirSync(join(root, 'fixtures/sets')).map((file) => file.replace('.yaml', ''));
}

/** Ids and globs of `fixtures/sets/<name>.yaml`. Throws UsageError where there is no such set, or it is none. */
export function readSet(name: string): string[] {
  if (!setNames().includes(name)) throw new UsageError(`SET=${name}: there is no such set. There are: ${setNames().join(', ')}.`);
  const file = `fixtures/sets/${name}.yaml`;
  const parsed = setSchema.safeParse(parse(readFileSync(join(root, file), 'utf8')));
  if (!parsed.success) throw new UsageError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.claims;
}
