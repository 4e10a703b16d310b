import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';

export const rewriteSchema = z.strictObject({
  document: z.string().describe('name of the document without .md'),
  words: z.string().min(1).optional().describe('as they stand in the document, once; without them the document is gone'),
  by: z.string().default('').describe('what stands there instead'),
});

type Rewrite = z.input<typeof rewriteSchema>;

const documents = 'fixtures/documents';

/**
 * The checkout by links, in which the documents have other words. Gone when it is disposed of.
 *
 * @throws {UsageError} for words that do not stand in their document exactly once
 */
export async function rewritten(rewrites: readonly Rewrite[], from = root): Promise<AsyncDisposable & { folder: string }> {
  const texts = await changed(rewrites, from);
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-rewritten-'));
  await mkdir(join(folder, documents), { recursive: true });
  await linked(from, folder, 'fixtures');
  await linked(join(from, 'fixtures'), join(folder, 'fixtures'), 'documents');
  for (const [file, text] of texts) await writeFile(join(folder, documents, file), text);
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

async function changed(rewrites: readonly Rewrite[], from: string): Promise<Map<string, string>> {
  const files = await readdir(join(from, documents));
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, await readFile(join(from, documents, file), 'utf8'));
  for (const { document, words, by } of rewrites) {
    const file = `${document}.md`;
    const text = texts.get(file);
    if (text !== undefined && words === undefined) {
      texts.delete(file);
      continue;
    }
    const times = (text?.split(words ?? '').length ?? 0) - 1;
    if (text === undefined) throw new UsageError(`rewrites name ${document}; there are ${files.join(', ')}`);
    if (times !== 1)
      throw new UsageError(`rewrites: "${words}" stands ${times} times in ${documents}/${file}; it has to stand there once`);
    texts.set(
      file,
      text.replace(words ?? '', () => by ?? ''),
    );
  }
  return texts;
}

/** Links to all that a folder holds, but for one entry. */
async function linked(from: string, to: string, but: string): Promise<void> {
  for (const name of await readdir(from)) if (name !== but) await symlink(join(from, name), join(to, name));
}
