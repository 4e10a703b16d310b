import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import { readDocument } from '../documents/document.ts';
import { hostRc } from './promptMarks.ts';

/** Folders of the course as the documents' relative paths have them; the make targets are this checkout's. */
const modules = [
  ['01-networking-fundamentals', 'fixtures/documents/module-1.md'],
  ['02-service-mesh-value', 'fixtures/documents/module-2.md'],
] as const;

export type Workplace = AsyncDisposable & {
  /** Where the reader's shell starts: the module's folder, where `make` finds its targets. */
  folder: string;
  rcFile: string;
};

/** A temporary copy of the course, laid out so that the documents' own paths lead somewhere: one folder a module, each with a Makefile. */
export async function makeWorkplace(root: string, document: MarkdownDocument): Promise<Workplace> {
  const place = await mkdtemp(join(tmpdir(), 'walkthrough-'));
  const course = join(place, 'course');
  for (const [name, path] of modules) {
    await mkdir(join(course, name), { recursive: true });
    await writeFile(join(course, name, 'Makefile'), `%:\n\t@$(MAKE) --no-print-directory -C '${root}' $@\n\nMakefile: ;\n`);
    const text = path === document.path ? document.text : (await readDocument(root, path)).text;
    await writeFile(join(course, name, 'README.md'), text);
  }
  const own = modules.find(([, path]) => path === document.path) ?? modules[0];
  const folder = join(course, own[0]);
  const rcFile = join(place, 'bashrc');
  await writeFile(rcFile, hostRc);
  return { folder, rcFile, [Symbol.asyncDispose]: () => rm(place, { recursive: true, force: true }) };
}
