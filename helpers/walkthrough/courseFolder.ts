import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import type { Source } from '../ledger/load.ts';
import { root } from '../root.ts';
import { hostRc } from './promptMarks.ts';

export type Workplace = AsyncDisposable & {
  /** Where the reader's shell starts: the document's folder, where `make` finds its targets. */
  folder: string;
  rcFile: string;
};

type Neighbour = { document: MarkdownDocument; ledger: Pick<Source['ledger'], 'folder'> };

/**
 * A temporary copy of the course, laid out so that the documents' own paths lead somewhere: one folder a document, each with a Makefile whose
 * targets are this checkout's.
 */
export async function makeWorkplace(document: MarkdownDocument, course: readonly Neighbour[]): Promise<Workplace> {
  const place = await mkdtemp(join(tmpdir(), 'walkthrough-'));
  const nameOf = ({ document: { path }, ledger }: Neighbour) => ledger.folder ?? basename(path, '.md');
  const own = course.find((one) => one.document.path === document.path) ?? { document, ledger: {} };
  for (const one of new Set([own, ...course])) {
    const folder = join(place, 'course', nameOf(one));
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'Makefile'), `%:\n\t@$(MAKE) --no-print-directory -C '${root}' $@\n\nMakefile: ;\n`);
    await writeFile(join(folder, 'README.md'), one === own ? document.text : one.document.text);
  }
  const rcFile = join(place, 'bashrc');
  await writeFile(rcFile, hostRc);
  return {
    folder: join(place, 'course', nameOf(own)),
    rcFile,
    [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }),
  };
}
