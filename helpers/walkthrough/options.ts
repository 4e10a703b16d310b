import { basename, join, resolve } from 'node:path';
import { existsSync } from 'node:fs';
import { wrongValue } from '../../cluster/variables/value.ts';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';

export type WalkOptions = {
  /** The document's path, relative to the root when it is in the repository. */
  document: string;
  as: 'written' | 'corrected';
  /** Walk in the cluster that stands, instead of one of its own. */
  stands: boolean;
  keep: boolean;
  /** Only blocks that begin on a line of this range. */
  lines: [number, number] | undefined;
};

export const usage = `Types a document's shell blocks into a terminal, one after the other, in namespace default, and records what a reader meets.

  make walkthrough DOC=module-1 [AS=written|corrected] [CLUSTER=own|standing] [LINES=<first>-<last>] [KEEP=1]

  DOC      module-1, module-2, or the path of a copy with one of these names
  AS       written: the text as it stands (default) · corrected: with the ledger's errata, as make errata writes it
  CLUSTER  own: a new cluster, removed afterwards (default) · standing: the one that \`make kind-up\` left; its namespace
           default must be empty, and is emptied again
  LINES    only blocks that begin on these lines; nothing else is judged
  KEEP     1: the walk's own cluster stays up

Writes reports/out/walkthrough/<run>/: <document>-<as>.cast (asciicast v2), walkthrough.json (its schema:
helpers/walkthrough/schema.ts), table.md with every line that differs from what the document promises, and index.html, which
plays the recording beside both.

Exit status: 0 as declared in fixtures/corrections (corrected: nothing fails) · 1 a line differs · 2 infrastructure · 3 usage · 130 interrupted
`;

/** Reads the environment. Throws UsageError for a value that means nothing. */
export function readOptions(env: NodeJS.ProcessEnv = process.env): WalkOptions {
  const wrong = ['AS', 'CLUSTER', 'KEEP'].flatMap((name) => wrongValue(name, env[name]) ?? []);
  if (wrong.length > 0) throw new UsageError(wrong.join('\n'));
  return {
    document: documentOf(env.DOC),
    as: env.AS === 'corrected' ? 'corrected' : 'written',
    stands: env.CLUSTER === 'standing',
    keep: env.KEEP === '1',
    lines: linesOf(env.LINES),
  };
}

function documentOf(doc: string | undefined): string {
  if (!doc) throw new UsageError('DOC is missing: name a document, such as DOC=module-1.');
  const known = `fixtures/documents/${basename(doc, '.md')}.md`;
  if (!existsSync(join(root, known)))
    throw new UsageError(`DOC=${doc}: there is no ${known}. A copy keeps the name of its document.`);
  if (!doc.includes('/')) return known;
  if (!existsSync(resolve(root, doc))) throw new UsageError(`DOC=${doc}: there is no such file.`);
  return doc;
}

function linesOf(text: string | undefined): [number, number] | undefined {
  if (!text) return undefined;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) throw new UsageError(`LINES=${text} means nothing: use LINES=<first>-<last>.`);
  return [Number(first), Number(last)];
}
