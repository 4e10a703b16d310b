import type { Block, MarkdownDocument } from './document.ts';

/** A block that the text has its reader save. */
export type SavedBlock = Block & { file: string };

type Blocks = Pick<MarkdownDocument, 'blocks'>;

export const savedBlocksOf = ({ blocks }: Blocks): SavedBlock[] =>
  blocks.filter((block): block is SavedBlock => block.file !== undefined);

/** A file's name as a word of a command. */
const asWord = (file: string): RegExp =>
  new RegExp(String.raw`(?<![\w./-])(?:\./)?${file.replaceAll(/[.\\]/g, '\\$&')}(?![\w/-]|\.\w)`, 'g');

/** The saved blocks whose files a command at a line takes: of two with one name, the last that its reader has saved by then. */
export function filesTaken(document: Blocks, line: number, command: string): SavedBlock[] {
  const named = savedBlocksOf(document).filter(({ file }) => asWord(file).test(command));
  return [...Map.groupBy(named, ({ file }) => file).values()].flatMap(
    (blocks) => blocks.findLast(({ first }) => first <= line) ?? blocks[0] ?? [],
  );
}

/** A command with another path in the place of a file's name. */
export const withPath = (command: string, file: string, path: string): string => command.replaceAll(asWord(file), path);

/** The commands that take the file as which a block is saved. */
export const takersOf = (document: Blocks, saved: SavedBlock) =>
  document.blocks
    .flatMap(({ commands }) => commands)
    .filter(({ line, text }) => filesTaken(document, line, text).some(({ first }) => first === saved.first));
