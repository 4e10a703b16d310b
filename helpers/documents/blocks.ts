import type { Token } from './markdown.ts';
import { promptedCommands, scriptCommands } from './prompts.ts';
import { savingIn, titleOf, type Saving } from './saves.ts';
import type { Command } from './shell.ts';
import { areToolCalls, beginsWithTool } from './tools.ts';

/** A block of code. `first` and `last` are its content's lines, without the fences; lines count from 1. */
export type Block = {
  first: number;
  last: number;
  language: string;
  text: string;
  commands: Command[];
  /** Why the block is not read as commands. */
  unread?: string;
  /** The text calls it the output of the command before. */
  isOutput?: boolean;
  /** The file as which the text has its reader save it. */
  file?: string;
};

const scripts = new Set(['bash', 'sh', 'shell', 'zsh', 'ksh', 'shellscript', 'shell-script']);
const sessions = new Set(['console', 'terminal', 'shell-session', 'shellsession', 'sh-session', 'bash-session']);
/** How a text says that the block below is no command: "The output is similar to:", "You should see:". */
const announcement = /\b(?:outputs?|responses?|results?|similar to|should (?:see|look)|looks? like|prints|returns)\b[^.:]*:\W*$/i;

/** The language of `Bash`, `bash{1,3}`, `sh title="a"`, `{.bash .numbered}`, `{code-block} bash`. */
function languageOf(info: string): string {
  const [, directive, word = ''] = /^\s*(?:\{(code[\w-]*|sourcecode)\}\s*)?\{?[.#]?(?:lang(?:uage)?-)?([\w+-]*)/.exec(info) ?? [];
  return directive === undefined && word.startsWith('code-') ? '' : word.toLowerCase();
}

type Read = Pick<Block, 'commands'> & { unread?: string };

function readLines(lines: readonly string[], first: number, language: string, isAnnounced: boolean): Read {
  const unread = (why: string): Read => ({ commands: [], unread: why });
  const isShell = scripts.has(language) || sessions.has(language);
  if (!isShell && language !== '') return unread(`language ${language}`);
  const ofPrompts = promptedCommands(lines, first, sessions.has(language));
  if (isAnnounced && !ofPrompts && !beginsWithTool(lines)) return unread('the text calls it an output');
  if (!isShell && !ofPrompts && !areToolCalls(lines)) return unread('no language, no prompt, and not only commands');
  const commands = ofPrompts ?? scriptCommands(lines, first);
  return commands.length > 0 ? { commands } : unread('no command in it');
}

function blockOf(token: Token, isAnnounced: boolean): Block {
  const isHtml = token.type === 'html_block';
  const lines = token.content.split('\n').slice(0, -1);
  const first = token.map![0] + (token.type === 'fence' ? 2 : 1);
  const language = languageOf(token.info);
  const shown = isShortcode(token) ? lines.map(withoutMarks) : lines;
  const read: Read = isHtml ? { commands: [], unread: 'written in HTML' } : readLines(shown, first, language, isAnnounced);
  const own = { first, last: first + lines.length - 1, language, text: token.content, ...read };
  return { ...own, ...(isAnnounced && read.unread !== undefined && { isOutput: true }) };
}

const isShortcode = ({ markup }: Token): boolean => /^\{\{[<%]\s*text\b/.test(markup);

/** In a `text` shortcode `@path@` is a sample file of the product, whose reader sees the path alone. */
const withoutMarks = (line: string): string => line.replaceAll(/(?<![\w.])@([\w.-]+(?:\/[\w.-]+)+)@(?![\w.])/g, '$1');

const isCode = ({ type, content }: Token): boolean =>
  type === 'fence' || type === 'code_block' || (type === 'html_block' && /<(?:pre|CodeBlock)\b/.test(content));

/** The blocks of code of a document, in order. An output that the text announces belongs to the command before it. */
export function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  let [said, saving]: [string, Saving | undefined] = ['', undefined];
  for (const token of tokens) {
    if (token.type === 'inline') [said, saving] = [token.content, savingIn(token.content) ?? saving];
    if (!isCode(token)) continue;
    const block = blockOf(token, announcement.test(said));
    const command = blocks.at(-1)?.commands.at(-1);
    if (block.isOutput && command) command.output ??= block.text.trim();
    const title = titleOf(token.info);
    if (title !== undefined && canBeSaved(block)) block.file = title;
    else if (saving) keep(saving, block, blocks.at(-1));
    blocks.push(block);
    [said, saving] = ['', undefined];
  }
  return blocks;
}

function keep({ file, mayBeAbove }: Saving, below: Block, above: Block | undefined): void {
  const saved = canBeSaved(below) ? below : mayBeAbove && above && canBeSaved(above) ? above : undefined;
  if (saved) saved.file ??= file;
}

const canBeSaved = ({ unread, isOutput }: Block): boolean => unread !== undefined && !isOutput;
