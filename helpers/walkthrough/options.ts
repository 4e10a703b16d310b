import { wrongValue } from '../../cluster/variables/value.ts';
import { UsageError } from '../errors.ts';

export type WalkOptions = {
  /** A document by its name or path, or the path of a copy. */
  document: string;
  as: 'written' | 'corrected';
  /** Walk in the cluster that stands, instead of one of its own. */
  stands: boolean;
  keep: boolean;
  /** Only blocks that begin on a line of this range. */
  lines: [number, number] | undefined;
};

export const usage = `Types a document's blocks of commands into a terminal, one after the other, in namespace default, and records what a reader meets.

  make walkthrough DOC=<document> [CONTENT=<folder>] [AS=written|corrected] [CLUSTER=own|standing] [LINES=<first>-<last>] [KEEP=1]

  DOC      a document with a ledger, by its name; the path of a copy with that name; or the path of any other Markdown file
  CONTENT  the folder with the documents and their ledgers (default: this checkout)
  AS       written: the text as it stands (default) · corrected: with the ledger's errata, as make errata writes it
  CLUSTER  own: a new cluster, removed afterwards (default) · standing: the one that \`make kind-up\` left; its namespace
           default must be empty; whatever the walk makes, anywhere, is removed again. In a cluster that is not ours a lane stands
           for that namespace, and from the first command on that is not allowed there nothing is judged
  LINES    only blocks that begin on these lines; nothing else is judged
  KEEP     1: the walk's own cluster stays up

Writes reports/out/walkthrough/<run>/: <document>-<as>.cast (asciicast v2), walkthrough.json (its schema:
helpers/walkthrough/schema.ts), table.md with every line that differs from what the document promises, and index.html, which
plays the recording beside both.

Exit status: 0 as declared in fixtures/corrections (corrected: but for what happens sometimes, nothing fails) · 1 a line differs · 2 infrastructure · 3 usage, or no block is read as commands · 130 interrupted
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
  if (!doc) throw new UsageError('DOC is missing: name a document, such as DOC=guide or DOC=./docs/guide.md.');
  return doc;
}

function linesOf(text: string | undefined): [number, number] | undefined {
  if (!text) return undefined;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined) throw new UsageError(`LINES=${text} means nothing: use LINES=<first>-<last>.`);
  return [Number(first), Number(last)];
}
