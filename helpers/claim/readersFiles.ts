import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import { filesTaken, withPath } from '../documents/savedFiles.ts';
import type { Lane } from '../lane/lane.ts';
import { localiseManifests } from '../lane/localiseManifests.ts';
import { runFolder } from '../settings.ts';

type Reader = Pick<Lane, 'namespace' | 'names'>;

/** A command of the document with the files that its reader has saved by then: they are written, with the lane's namespaces, and named. */
export function withSavedFiles(command: string, document: MarkdownDocument, line: number, { namespace, names }: Reader): string {
  return filesTaken(document, line, command).reduce((text, { file, first, text: content }) => {
    // two documents, or two blocks of one, may have one name for different files
    const path = join(runFolder(), namespace, `saved-${document.sha256.slice(0, 6)}-${first}`, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, localiseManifests(content, names));
    return withPath(text, file, path);
  }, command);
}
