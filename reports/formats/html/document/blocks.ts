import type { MarkdownIt } from 'markdown-it';
import type { Token } from 'markdown-it';

/** A paragraph, a heading, a list item or a code block, with its source lines. */
export interface Block {
  /** The token that is rendered: inline, fence or code_block. */
  token: Token;
  /** First source line of the block, from 1. The opening line of a fence counts. */
  from: number;
  /** First source line of `text`; `end` is the line after the last. */
  line: number;
  end: number;
  /** The text without markup, with the line ends of the source. */
  text: string;
}

/** The text of inline tokens without markup. Line ends of the source stay, so that lines can be counted. */
export function textOf(children: readonly Token[]): string {
  return children
    .map(({ type, content }) =>
      type === 'softbreak' || type === 'hardbreak' ? '\n' : type.endsWith('_inline') || type === 'text' ? content : '',
    )
    .join('');
}

function blockOf(token: Token): Block | undefined {
  if (!token.map) return undefined;
  const [from, to] = token.map;
  if (token.type === 'inline') return { token, from: from + 1, line: from + 1, end: to + 1, text: textOf(token.children ?? []) };
  if (token.type === 'fence') return { token, from: from + 1, line: from + 2, end: to, text: token.content };
  return token.type === 'code_block' ? { token, from: from + 1, line: from + 1, end: to + 1, text: token.content } : undefined;
}

/** The blocks of parsed Markdown in reading order. */
export const blocksOf = (tokens: readonly Token[]): Block[] => tokens.flatMap((token) => blockOf(token) ?? []);

const blockMarkers = /^\s*(?:#{1,6}|[-*+]|\d+[.)])\s+/;

/** The forms that a quote of Markdown source may have in a block's text: as written, without list marker, without markup. */
export function* readings(quote: string, md: MarkdownIt): Generator<string> {
  const asWritten = quote.trim();
  const bare = asWritten.replace(blockMarkers, '');
  yield* new Set([asWritten, bare].filter(Boolean));
  // Most quotes are found in one of these forms, so the slow parse comes last.
  const rendered = [bare, asWritten].map((text) => textOf(md.parseInline(text, {})[0]?.children ?? []));
  // A quote that ends inside emphasis has half a pair of marks.
  yield* new Set([...rendered, ...rendered.map((text) => text.replaceAll(/[*_`]/g, ''))].filter(Boolean));
}
