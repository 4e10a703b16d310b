import MarkdownIt, { type StateBlock, type Token } from 'markdown-it';

export type { Token } from 'markdown-it';

type Rule = (state: StateBlock, start: number, end: number, silent: boolean) => boolean;

/** What opens a block of code besides a fence: its info string, and what the line looks like that closes it. */
type Opened = { info: string; close: RegExp };

const shortcode = /^\{\{[<%]\s*([\w-]+)\s*(.*?)\s*[>%]\}\}$/;
const codeShortcodes = new Set([
  'text',
  'highlight',
  'code',
  'code-block',
  'codeblock',
  'command',
  'terminal',
  'console',
  'bash',
  'shell',
  'sh',
]);
/** Lines that lay out what stands between them: shortcodes, Jekyll's tags, admonitions and tabs. */
const layoutTag = /^(?:\{\{[<%].*[>%]\}\}|\{%.*%\}|:{3,}.*|[!?]{3}\+? .*|===[!+]? ".*")$/;
const frontMatter = /^(?:---|\+\+\+)$/;

/** `{{< text bash >}}`, `{{< code lang="bash" >}}`, `{{< bash >}}`. */
function ofShortcode(line: string): Opened | undefined {
  const [, name = '', options = ''] = shortcode.exec(line) ?? [];
  if (!codeShortcodes.has(name)) return undefined;
  const named = /\b(?:lang|language|syntax|type)=["']?([\w-]+)/.exec(options)?.[1];
  const bare = /^["']?([\w-]+)["']?(?:\s|$)/.exec(options)?.[1];
  const close = new RegExp(`^\\{\\{[<%]\\s*/\\s*${name}\\s*[>%]\\}\\}$`);
  return { info: named ?? bare ?? (/^(?:text|highlight|code)/.test(name) ? '' : name), close };
}

function ofJekyll(line: string): Opened | undefined {
  const language = /^\{%-?\s*highlight\s+([\w-]+).*%\}$/.exec(line)?.[1];
  return language === undefined ? undefined : { info: language, close: /^\{%-?\s*endhighlight\s*-?%\}$/ };
}

/** A fence that is indented by four spaces or more, as under the tabs and admonitions of MkDocs. */
function ofDeepFence(line: string): Opened | undefined {
  const [, fence = '', info = ''] = /^(`{3,}|~{3,})\s*([^`]*)$/.exec(line) ?? [];
  return fence === '' ? undefined : { info, close: new RegExp(`^${fence}+\\s*$`) };
}

const lineAt = (state: StateBlock, line: number): string =>
  state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();

const indentOf = (state: StateBlock, line: number): number => (state.sCount[line] ?? 0) - state.blkIndent;

function lineWith(state: StateBlock, from: number, to: number, wanted: RegExp): number | undefined {
  for (let line = from; line < to; line += 1) if (wanted.test(lineAt(state, line))) return line;
  return undefined;
}

/** Gives what stands between two lines as a fence, so that one reader takes blocks of every spelling. */
const enclosed: Rule = (state, start, end, silent) => {
  const line = lineAt(state, start);
  const opened = ofShortcode(line) ?? ofJekyll(line) ?? (indentOf(state, start) >= 4 ? ofDeepFence(line) : undefined);
  const last = opened && lineWith(state, start + 1, end, opened.close);
  if (!opened || last === undefined) return false;
  if (silent) return true;
  const token = state.push('fence', 'code', 0);
  token.info = opened.info;
  token.markup = line;
  token.content = state.getLines(start + 1, last, state.sCount[start] ?? 0, true);
  token.map = [start, last + 1];
  state.line = last + 1;
  return true;
};

/** A line that says nothing to a reader of the page. */
const layout: Rule = (state, start, _end, silent) => {
  if (!layoutTag.test(lineAt(state, start))) return false;
  if (!silent) state.line = start + 1;
  return true;
};

const front: Rule = (state, start, end) => {
  if (start > 0 || state.level > 0 || !frontMatter.test(lineAt(state, 0))) return false;
  const last = lineWith(state, 1, end, frontMatter);
  if (last === undefined) return false;
  state.line = last + 1;
  return true;
};

/** HTML goes on to the next blank line; many renderers read a fence in it all the same. */
const htmlBeforeFence: Rule = (state, start, end, silent) => {
  if (!/^<\/?(?!pre\b|script\b|style\b|textarea\b)[a-z][\w.-]*[\s/>]/i.test(lineAt(state, start))) return false;
  const stop = lineWith(state, start + 1, end, /^(?:$|`{3}|~{3})/);
  if (stop === undefined || lineAt(state, stop) === '') return false;
  if (silent) return true;
  const token = state.push('html_block', '', 0);
  token.content = state.getLines(start, stop, state.blkIndent, true);
  token.map = [start, stop];
  state.line = stop;
  return true;
};

const reader = new MarkdownIt({ html: true });
const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
reader.block.ruler.before('table', 'front', front);
reader.block.ruler.before('table', 'enclosed', enclosed, interrupts);
reader.block.ruler.before('table', 'layout', layout, interrupts);
reader.block.ruler.before('html_block', 'html_before_fence', htmlBeforeFence, interrupts);

/** The one reading of a document's Markdown. Blocks of code are tokens `fence` and `code_block`, however they are written. */
export const tokensOf = (markdown: string): Token[] => reader.parse(markdown, {});
