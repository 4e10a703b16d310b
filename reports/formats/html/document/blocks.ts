import type { MarkdownIt } from 'markdown-it';
import type { Token } from 'markdown-it';

/** A stretch of a document as a reader sees it (a paragraph, a heading, an item, a block of code), with its source lines. */
export interface Block {
  /** The token that is rendered: inline, fence or code_block. */
  token: Token;
  /** First source line that belongs to it (a fence's opening line too), from 1. */
  from: number;
  /** First source line of `text`, and the one after its last. */
  line: number;
  end: number;
  /** What is read: markup gone, source line ends kept. */
  text: string;
}

/** Text of an inline token as it is read. Every source line end stays one, so that lines can be counted. */
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

/** The forms in which a quote of Markdown source may stand in a block's text: as written, without its markup, without its list marker. */
export function* readings(quote: string, md: MarkdownIt): Generator<string> {
  const asWritten = quote.trim();
  const bare = asWritten.replace(blockMarkers, '');
  yield* new Set([asWritten, bare].filter(Boolean));
  // Most are found by then.
  const rendered = [bare, asWritten].map((text) => textOf(md.parseInline(text, {})[0]?.children ?? []));
  // A quote that ends inside of emphasis holds half of a pair of marks.
  yield* new Set([...rendered, ...rendered.map((text) => text.replaceAll(/[*_`]/g, ''))].filter(Boolean));
}
