import { indexOfWords, type MarkdownDocument } from './document.ts';
import { normalise } from './normalise.ts';

/** Where words stand in a document, without a line: the words, and a heading above them where they stand more than once. */
export interface Anchor {
  quote: string;
  section?: string | undefined;
}

/** Where an anchor's words were found: their lines, from 1, and the first and last of the document's passages that hold them, from 0. */
export interface Spot {
  line: number;
  last: number;
  from: number;
  to: number;
}

/** Every place where the anchor's words stand, in the document's order; where they are the whole of a passage, only these. */
export function spotsOf(document: MarkdownDocument, { quote, section }: Anchor): Spot[] {
  const spots = spotsOfWords(document, normalise(quote));
  const all = spots.length > 0 ? spots : spotsOfWords(document, normalise(withoutMarks(quote)));
  const found = section === undefined ? all : all.filter(({ from }) => isUnder(document, from, normalise(section)));
  const whole = found.filter(({ from, to }) => from === to && document.passages[from]?.text === normalise(quote));
  return whole.length > 0 ? whole : found;
}

/** A quote over several lines has the marks of lists and headings that passages are without. */
const withoutMarks = (quote: string): string => quote.replace(/^\s*(?:#{1,6}|[-*+>]|\d+[.)])\s+/gm, '');

function isUnder({ passages }: MarkdownDocument, index: number, heading: string): boolean {
  const passage = passages[index];
  return (
    passage !== undefined && (passage.sections.includes(heading) || (passage.kind === 'heading' && passage.text === heading))
  );
}

function spotsOfWords(document: MarkdownDocument, words: string): Spot[] {
  const { text, starts } = joined(document);
  const indexAt = (offset: number) => starts.findLastIndex((start) => start <= offset);
  const spots: Spot[] = [];
  for (let at = indexOfWords(text, words); at !== -1; at = indexOfWords(text, words, at + 1)) {
    const [from, to] = [indexAt(at), indexAt(at + words.length - 1)];
    if (spots.at(-1)?.from !== from) spots.push({ from, to, ...linesOf(document, from, to, words) });
  }
  return spots;
}

const texts = new WeakMap<MarkdownDocument, { text: string; starts: number[] }>();

/** All passages in one text, and where each begins in it. */
function joined(document: MarkdownDocument): { text: string; starts: number[] } {
  const known = texts.get(document);
  if (known) return known;
  let length = 0;
  const starts = document.passages.map(({ text }) => {
    const start = length;
    length += text.length + 1;
    return start;
  });
  const made = { text: document.passages.map(({ text }) => text).join(' '), starts };
  texts.set(document, made);
  return made;
}

/** In a passage of several lines the words have their own; where they stand across a line's break, the passage's are taken. */
export function linesOf(document: MarkdownDocument, from: number, to: number, words: string): { line: number; last: number } {
  const { first = 1, last = 1 } = document.passages[from] ?? {};
  for (let line = first; line <= last; line += 1) {
    const end = document.quoteEnd(line, words);
    if (end !== undefined) return { line, last: end };
  }
  return { line: first, last: document.passages[to]?.last ?? last };
}
