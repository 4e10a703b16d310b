import { diffArrays } from 'diff';
import { MarkdownDocument, normalise } from './document.ts';

/** Whole lines of a document, from 1, and the text that stands in their place. */
export type Rewording = { first: number; last: number; text: string };

/** `lines`: for each line of the document, in order, the line of the former one that it stands for. */
export type Reworded = { document: MarkdownDocument; lines: number[] };

/** The numbers of lines, both ends among them. */
export const lineNumbers = ({ first, last }: Pick<Rewording, 'first' | 'last'>): number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The lines of a text, whatever its end. */
export const linesOf = (text: string): string[] => text.trimEnd().split(/\r?\n/);

/**
 * The document with other lines in place of some. The first line of a text keeps the indentation of the line that it replaces, in a block of
 * code the others that of the block. Words of
 * prose that stay keep the author's dashes, quotes and spaces, so that nothing changes but words. Throws for lines that are replaced twice.
 */
export function reworded(document: MarkdownDocument, rewordings: readonly Rewording[]): Reworded {
  const sorted = [...rewordings].sort((a, b) => a.first - b.first);
  refuse(document, sorted);
  const written = document.text.split(/(?<=\n)/);
  const eol = document.text.includes('\r\n') ? '\r\n' : '\n';
  const starting = new Map(sorted.map((one) => [one.first, one]));
  const texts: string[] = [];
  const lines: number[] = [];
  for (let line = 1; line <= written.length; line += 1) {
    const rewording = starting.get(line);
    if (!rewording) {
      texts.push(written[line - 1] ?? '');
      lines.push(line);
      continue;
    }
    const { first, last } = rewording;
    const now = linesInPlace(document, rewording);
    const end = /\r?\n$/.exec(written[last - 1] ?? '')?.[0] ?? '';
    texts.push(now.join(eol) + end);
    lines.push(...now.map((_, index) => Math.min(first + index, last)));
    line = last;
  }
  return { document: new MarkdownDocument(document.path, texts.join('')), lines };
}

function refuse({ path, lines }: MarkdownDocument, sorted: readonly Rewording[]): void {
  for (const [index, { first, last }] of sorted.entries()) {
    if (first < 1 || last < first || last > lines.length)
      throw new Error(`${path} has no lines ${first}-${last}: it ends at line ${lines.length}.`);
    if ((sorted[index - 1]?.last ?? 0) >= first) throw new Error(`${path}:${first} is replaced twice.`);
  }
}

function linesInPlace(document: MarkdownDocument, { first, last, text }: Rewording): string[] {
  const written = document.lines.slice(first - 1, last);
  const indent = /^\s/.test(text) ? '' : (/^\s*/.exec(written[0] ?? '')?.[0] ?? '');
  const now = `${indent}${linesOf(text).join('\n')}`;
  if (document.isCode(first)) {
    const [begin = '', ...rest] = now.split('\n');
    const margin = /^\s/.test(text) ? '' : marginOf(document, first);
    return [begin, ...rest.map((line) => (line === '' ? line : margin + line))];
  }
  const lineBreak = /\s*$/.exec(written.at(-1) ?? '')?.[0] ?? '';
  return `${inAuthorsHand(written.join('\n'), now)}${lineBreak}`.split('\n');
}

/** What stands before each line of a block because of where the block stands: in a list, or indented to be one. */
function marginOf(document: MarkdownDocument, line: number): string {
  const { first, text } = document.blockAt(line);
  const [written = '', own = ''] = [document.lines[line - 1], text.split(/\r?\n/)[line - first]];
  return written.endsWith(own) ? written.slice(0, written.length - own.length) : '';
}

const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_]/gu) ?? [];

const alike = (a: string, b: string): boolean => a === b || (a !== '\n' && b !== '\n' && kind(a) === kind(b));

const kind = (token: string): string => (/^\s$/.test(token) ? ' ' : normalise(token));

/** `text` with what it has in common with `written`, typography aside, spelt as there. */
function inAuthorsHand(written: string, text: string): string {
  const tokens = tokensOf(written);
  let at = 0;
  return diffArrays(tokens, tokensOf(text), { comparator: alike })
    .flatMap(({ added, removed, count, value }) => {
      if (added) return value;
      at += count;
      return removed ? [] : tokens.slice(at - count, at);
    })
    .join('');
}
