import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { contentFile } from '../contentFile.ts';
import { blocksOf, type Block } from './blocks.ts';
import { tokensOf } from './markdown.ts';
import { normalise } from './normalise.ts';
import { passagesOf, type Passage } from './passages.ts';
import { commandStartingAt } from './shell.ts';

export { normalise } from './normalise.ts';
export type { Block } from './blocks.ts';
export type { Passage } from './passages.ts';
export type { Command } from './shell.ts';

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/** Like indexOf, from an offset on, but the match must not begin or end inside a word or number: "port: 80" is not in "port: 8080". */
export const indexOfWords = (text: string, wanted: string, from = 0): number => {
  for (let at = text.indexOf(wanted, from); at !== -1; at = text.indexOf(wanted, at + 1)) {
    const end = at + wanted.length;
    const cutsStart = isWord(text[at - 1]) && isWord(text[at]);
    const cutsEnd = isWord(text[end - 1]) && isWord(text[end]);
    if (!cutsStart && !cutsEnd) return at;
  }
  return -1;
};

/** A Markdown document under test. Lines count from 1; `path` is relative to the repository. */
export class MarkdownDocument {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  readonly sha256: string;
  readonly blocks: readonly Block[];
  /** Its sentences, headings, commands and lines of other code, in order. */
  readonly passages: readonly Passage[];

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
    this.lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
    this.sha256 = createHash('sha256').update(text).digest('hex');
    const tokens = tokensOf(text);
    this.blocks = blocksOf(tokens);
    this.passages = passagesOf(tokens, this.blocks);
  }

  /** The block of code that `line` is part of. Throws when it is in none. */
  blockAt(line: number): Block {
    const block = this.blocks.find(({ first, last }) => first <= line && line <= last);
    if (block) return block;
    throw new Error(`${this.path}:${line} is in no block of code; the nearest ones are at ${this.#nearestBlocks(line)}.`);
  }

  /** Whether `line` is in a block of code: there, each character counts. */
  isCode(line: number): boolean {
    return this.blocks.some(({ first, last }) => first <= line && line <= last);
  }

  /**
   * The command at `line`, ready for bash: with its continuation lines, here-document or loop when it starts one, and a
   * single command when the line is in a loop's body. Throws when the line holds none.
   */
  commandAt(line: number): string {
    const command = commandStartingAt([...this.blockAt(line).commands], line);
    if (command) return command.text.trim();
    throw new Error(
      `${this.path}:${line} holds no command: "${this.lines[line - 1]?.trim() ?? ''}". Name a line that starts one.`,
    );
  }

  /** The YAML that a block hands to `kubectl apply -f - <<EOF`, or is itself, and the document line where it starts. */
  manifestIn(block: Block): { yaml: string; line: number } {
    const heredoc = block.commands.find((command) => command.heredoc)?.heredoc;
    if (heredoc) return { yaml: heredoc.text, line: heredoc.line };
    if (block.unread !== undefined && !block.isOutput && /^["']?kind["']?:/m.test(block.text))
      return { yaml: block.text, line: block.first };
    throw new Error(
      `${this.path}:${block.first}: the block feeds no here-document to a command, and is no manifest itself: it has none.`,
    );
  }

  /** What the document shows below the command at `line`, or as the output in which the line is. Throws where it shows nothing. */
  outputAt(line: number): string {
    const block = this.blockAt(line);
    const output = block.isOutput ? block.text.trim() : block.commands.findLast((one) => one.line <= line)?.output;
    if (output !== undefined) return output;
    throw new Error(`${this.path}:${line}: the document shows no output there. Name a command below which it shows one.`);
  }

  /** Last line of `quote` when it starts on `line` (compared normalised; it may run on to the lines below), else undefined. */
  quoteEnd(line: number, quote: string): number | undefined {
    const wanted = normalise(quote);
    const firstLine = normalise(this.lines[line - 1] ?? '');
    let joined = firstLine;
    for (let last = line; last <= this.lines.length && firstLine !== ''; last += 1) {
      if (last > line) joined = normalise(`${joined} ${this.lines[last - 1]}`);
      const at = indexOfWords(joined, wanted);
      if (at !== -1) return at < firstLine.length ? last : undefined;
      if (joined.length > firstLine.length + wanted.length) return undefined;
    }
    return undefined;
  }

  #nearestBlocks(line: number): string {
    const distance = ({ first, last }: Block): number => Math.max(first - line, line - last);
    const nearest = [...this.blocks].sort((a, b) => distance(a) - distance(b)).slice(0, 2);
    return nearest.map(({ first, last }) => `${first}-${last}`).join(' and ') || 'no line at all';
  }
}

/** Reads `path`, relative to `root`. */
export const readDocument = async (root: string, path: string): Promise<MarkdownDocument> =>
  new MarkdownDocument(path, contentFile(join(root, path)));
