import MarkdownIt from 'markdown-it';
import type { Token } from 'markdown-it';
import type { ClaimEvidence } from '../../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup, trusted } from '../../../web/markup.ts';
import { type Block, blocksOf } from './blocks.ts';
import { errataNotes } from '../../../web/wordChanges.ts';
import { Marker } from './mark.ts';
import { placeClaims, type Span } from './place.ts';
import { codeLines, proseLines, type TypedLines } from './typed.ts';

// Raw HTML of the document stays text.
const md = new MarkdownIt({ html: false });
// A page fetches nothing, so a picture is replaced by its text.
md.renderer.rules.image = (tokens, index) => markup`<em>[picture: ${tokens[index]?.content}]</em>`.toString();

/** A token that the renderer outputs unchanged. */
function ready(like: Token, type: 'html_inline' | 'html_block', content: Content): Token {
  const token = new (like.constructor as new (type: string, tag: string, nesting: number) => Token)(type, '', 0);
  token.content = markup`${content}`.toString();
  return token;
}

function inlineTokens(children: readonly Token[], marker: Marker): Token[] {
  return children.map((child) => {
    if (child.type === 'softbreak' || child.type === 'hardbreak') marker.skip(1);
    if (child.type === 'text' || child.type === 'html_inline') return ready(child, 'html_inline', marker.render(child.content));
    if (child.type === 'code_inline') return ready(child, 'html_inline', markup`<code>${marker.render(child.content)}</code>`);
    return child;
  });
}

const codeBlock = (block: Block, marker: Marker, typed: TypedLines): Markup => {
  const { line, token } = block;
  return markup`<pre tabindex="0" role="region" aria-label="code from line ${line}"${token.info && markup` data-language="${token.info}"`} data-line="${line}"><code>${codeLines(block, marker, typed)}</code></pre>`;
};

const notes = (spans: readonly Span[], lines: readonly string[]): Markup[] =>
  errataNotes(
    spans.map(({ claim }) => claim),
    lines,
  );

function annotate(block: Block, spans: readonly Span[], lines: readonly string[], typed: TypedLines): Token[] {
  const marker = new Marker(spans);
  const { token } = block;
  if (token.type !== 'inline') {
    const errata = notes(spans, lines);
    return [
      ready(token, 'html_block', [codeBlock(block, marker, typed), errata.length > 0 && markup`<p class="errata">${errata}</p>`]),
    ];
  }
  const { anchors, links } = proseLines(block, typed);
  const inline = (content: Content) => ready(token, 'html_inline', content);
  token.children = [
    ...anchors.map(inline),
    ...inlineTokens(token.children ?? [], marker),
    ...links.map(inline),
    ...notes(spans, lines).map(inline),
  ];
  return [token];
}

/** Moves the document's headings below a heading of the page: levels start at `top`, and no level is skipped. */
function shiftHeadings(tokens: readonly Token[], top: number): void {
  const level = ({ tag }: Token) => Number(tag.slice(1));
  const headings = tokens.filter(({ type }) => type === 'heading_open' || type === 'heading_close');
  const ranks = [...new Set(headings.map(level))].sort((a, b) => a - b);
  let previous = top - 1;
  for (const token of headings) {
    const is = Math.min(top + ranks.indexOf(level(token)), previous + 1, 6);
    if (token.type === 'heading_close') previous = is;
    token.attrSet('class', `h${level(token)}`);
    token.tag = `h${is}`;
  }
}

/**
 * The document as written, with a mark on every quote.
 *
 * @param typed the lines that get an anchor
 * @returns the page, and the claims that have no place in the document
 */
export function renderDocument(
  source: string,
  claims: readonly ClaimEvidence[],
  typed: TypedLines = new Map(),
): { page: Markup; lost: ClaimEvidence[] } {
  const tokens = md.parse(source, {});
  shiftHeadings(tokens, 3);
  for (const token of tokens) if (token.nesting === 1 && token.map) token.attrSet('data-line', String(token.map[0] + 1));
  const blocks = blocksOf(tokens);
  const { spans, lost } = placeClaims(blocks, claims, md);
  const byToken = new Map(blocks.map((block) => [block.token, block]));
  const lines = source.split('\n');
  const annotated = tokens.flatMap((token) => {
    const block = byToken.get(token);
    return block ? annotate(block, spans.get(block) ?? [], lines, typed) : [token];
  });
  return { page: trusted(md.renderer.render(annotated, md.options, {})), lost };
}
