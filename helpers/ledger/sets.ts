import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { yamlValue } from '../../cluster/host/yaml.ts';
import { UsageError } from '../errors.ts';
import { content } from '../content.ts';
import { contentFile } from '../contentFile.ts';

export const setSchema = z
  .strictObject({
    says: z.string().describe('what the set is for, and how long it takes'),
    claims: z.array(z.string()).min(1).describe('ids or globs of claims that have a spec'),
  })
  .describe('Claims that run together under a name: make verify SET=<name>.');

export function setNames(): string[] {
  return readdirSync(join(content, 'fixtures/sets')).flatMap((file) =>
    file.endsWith('.yaml') ? file.slice(0, -'.yaml'.length) : [],
  );
}

/** Ids and globs of `fixtures/sets/<name>.yaml`. Throws UsageError where there is no such set, or it is none. */
export function readSet(name: string): string[] {
  if (!setNames().includes(name)) throw new UsageError(`SET=${name}: there is no such set. There are: ${setNames().join(', ')}.`);
  const file = `fixtures/sets/${name}.yaml`;
  const parsed = setSchema.safeParse(yamlValue(contentFile(join(content, file)), file));
  if (!parsed.success) throw new UsageError(`${file}: ${z.prettifyError(parsed.error)}`);
  return parsed.data.claims;
}
