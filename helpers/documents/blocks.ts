import type { Token } from './markdown.ts';
import { promptedCommands } from './prompts.ts';
import { splitCommands, type Command } from './shell.ts';
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
};

const scripts = new Set(['bash', 'sh', 'shell', 'zsh', 'ksh', 'shellscript', 'shell-script']);
const sessions = new Set(['console', 'terminal', 'shell-session', 'shellsession', 'sh-session', 'bash-session']);
/** How a text says that the block below is no command: "The output is similar to:". */
const announcement = /\b(?:outputs?|responses?|results?)\b[^.:]*:\s*$/i;

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
  const commands = ofPrompts ?? splitCommands(lines, first);
  return commands.length > 0 ? { commands } : unread('no command in it');
}

function blockOf(token: Token, isAnnounced: boolean): Block {
  const isHtml = token.type === 'html_block';
  const lines = token.content.split('\n').slice(0, -1);
  const first = token.map![0] + (token.type === 'fence' ? 2 : 1);
  const language = languageOf(token.info);
  const read: Read = isHtml ? { commands: [], unread: 'written in HTML' } : readLines(lines, first, language, isAnnounced);
  return { first, last: first + lines.length - 1, language, text: token.content, ...read };
}

const isCode = ({ type, content }: Token): boolean =>
  type === 'fence' || type === 'code_block' || (type === 'html_block' && /<(?:pre|CodeBlock)\b/.test(content));

/** The blocks of code of a document, in order. An output that the text announces belongs to the command before it. */
export function blocksOf(tokens: readonly Token[]): Block[] {
  const blocks: Block[] = [];
  let said = '';
  for (const token of tokens) {
    if (token.type === 'inline') said = token.content;
    if (!isCode(token)) continue;
    const isAnnounced = announcement.test(said);
    const block = blockOf(token, isAnnounced);
    const before = blocks.at(-1)?.commands.at(-1);
    if (isAnnounced && block.unread !== undefined && before) before.output ??= block.text.trim();
    blocks.push(block);
    said = '';
  }
  return blocks;
}
