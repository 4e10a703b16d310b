import type { ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import { type Content, markup, type Markup } from '../../web/markup.ts';
import { shortName } from '../../pack/population.ts';

const alike = ['-‐‑‒–—−', `'‘’‚‛`, `"“”„‟`];

/** A pattern for the quote that treats all dashes alike, all quotation marks alike, and all white space alike. */
export function loosely(quote: string): RegExp {
  const pattern = [...quote.trim().replaceAll(/\s+/g, ' ')].map((character) => {
    if (character === ' ') return '\\s+';
    const kin = alike.find((set) => set.includes(character));
    return kin ? `[${kin.replace('-', '\\-')}]` : RegExp.escape(character);
  });
  return new RegExp(pattern.join(''), 'u');
}

/** The place of the quote: offsets into `text`, which begins at the claim's line. */
function locate(text: string, quote: string): { start: number; end: number } {
  const found = loosely(quote).exec(text);
  if (found) return { start: found.index, end: found.index + found[0].length };
  const lineEnd = text.indexOf('\n');
  return { start: 0, end: lineEnd < 0 ? text.length : lineEnd };
}

const row = (number: number, content: Content, quoted: boolean) =>
  markup`<div${quoted && markup` class="quoted"`}><span class="line-number">${number}</span><span>${content}</span></div>`;

function quotedRows(first: number, text: string, { start, end }: { start: number; end: number }): Markup[] {
  let offset = 0;
  return text.split('\n').map((line, index) => {
    const from = Math.max(0, start - offset);
    const to = Math.min(line.length, end - offset);
    offset += line.length + 1;
    const marked = markup`${line.slice(0, from)}<mark>${line.slice(from, to)}</mark>${line.slice(to)}`;
    return row(first + index, from < to ? marked : line, true);
  });
}

const documents = new Map<string, string[]>();

/** Keeps the lines of a document: every claim needs them. */
function linesOf(document: string): string[] {
  const lines = documents.get(document) ?? document.split('\n');
  documents.set(document, lines);
  return lines;
}

/**
 * The quote in its document, with `context` lines on both sides.
 *
 * @param document undefined where raw/ lacks the document: the quote is shown alone
 */
export function renderQuote(claim: ClaimEvidence, document: string | undefined, context: number): Markup {
  const { line, quote } = claim;
  const caption = markup`<figcaption>${shortName(claim.document)}, line ${line}</figcaption>`;
  if (document === undefined)
    return markup`<figure class="quote"><blockquote>${row(line, markup`<mark>${quote}</mark>`, true)}</blockquote>${caption}</figure>`;
  const lines = linesOf(document);
  const rest = document.slice(lines.slice(0, line - 1).reduce((sum, { length }) => sum + length + 1, 0));
  const place = locate(rest, quote);
  const end = rest.indexOf('\n', place.end);
  const text = end < 0 ? rest : rest.slice(0, end);
  const last = line + text.split('\n').length - 1;
  const around = (from: number, to: number) =>
    lines.slice(Math.max(0, from - 1), to).map((content, index) => row(Math.max(1, from) + index, content, false));
  return markup`<figure class="quote"><blockquote>${around(line - context, line - 1)}${quotedRows(line, text, place)}${around(last + 1, last + context)}</blockquote>${caption}</figure>`;
}
