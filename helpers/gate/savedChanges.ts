import type { Command, MarkdownDocument } from '../documents/document.ts';
import { savedBlocksOf, takersOf } from '../documents/savedFiles.ts';

/** The commands that take a file which the text now has its reader save otherwise; each with the file's name. */
export function takersOfChanged(document: MarkdownDocument, was: MarkdownDocument): { command: Command; file: string }[] {
  const known = new Set(savedBlocksOf(was).map(({ file, text }) => `${file}\n${text}`));
  return savedBlocksOf(document)
    .filter(({ file, text }) => !known.has(`${file}\n${text}`))
    .flatMap((block) => takersOf(document, block).map((command) => ({ command, file: block.file })));
}
