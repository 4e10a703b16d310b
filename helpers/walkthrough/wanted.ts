import { existsSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import type { Source } from '../ledger/load.ts';
import { contentFile } from '../contentFile.ts';

/**
 * The document that DOC means: one with a ledger, by its path or name; a copy of it elsewhere, which keeps its name; or any other Markdown
 * file, of which no ledger promises anything.
 *
 * @param from folders against which a path is looked for
 */
export function wantedDocument(doc: string, sources: readonly Source[], from: readonly string[]): MarkdownDocument {
  const file = from.map((folder) => resolve(folder, doc)).find((path) => doc.includes('/') && existsSync(path));
  const named = (path: string) => path === doc || basename(path, '.md') === basename(doc, '.md');
  const known = sources.find(({ document: { path } }) => named(path))?.document;
  if (file === undefined && doc.includes('/') && known?.path !== doc) throw new UsageError(`DOC=${doc}: there is no such file.`);
  if (known) return file === undefined ? known : new MarkdownDocument(known.path, contentFile(file));
  if (file !== undefined) return new MarkdownDocument(relative(from.at(-1) ?? '', file), contentFile(file));
  const there = sources.map(({ document: { path } }) => basename(path, '.md')).join(', ');
  throw new UsageError(
    `DOC=${doc}: there is no such document. There are ${there}; any other is named by its path, such as ./${doc}.md.`,
  );
}
