import type { Block } from './blocks.ts';
import type { Token } from './markdown.ts';
import { normalise } from './normalise.ts';

/**
 * The smallest part of a document that can say something: a sentence (of a paragraph, list item or table cell), a heading, or a line of code,
 * with which a command begins or goes on. `first` and `last` are its lines, from 1; `text` is normalised, without the marks of lists and headings.
 */
export interface Passage {
  kind: 'sentence' | 'heading' | 'command' | 'code';
  first: number;
  last: number;
  text: string;
  /** The headings above, outermost first; of a heading, those above it. */
  sections: readonly string[];
}

type Piece = Omit<Passage, 'sections'> & { level?: number };

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Every passage of a document, in its order. */
export function passagesOf(tokens: readonly Token[], blocks: readonly Block[]): Passage[] {
  const above: { level: number; text: string }[] = [];
  return piecesOf(tokens, blocks).map(({ level, ...piece }) => {
    if (level !== undefined) while ((above.at(-1)?.level ?? 0) >= level) above.pop();
    const passage = { ...piece, sections: above.map(({ text }) => text) };
    if (level !== undefined) above.push({ level, text: piece.text });
    return passage;
  });
}

function piecesOf(tokens: readonly Token[], blocks: readonly Block[]): Piece[] {
  const begins = new Set(blocks.flatMap(({ commands }) => commands.map(({ line }) => line)));
  const pieces: Piece[] = [];
  let [row, level] = [0, 0];
  for (const { type, tag, map, content } of tokens) {
    if (map) row = map[0];
    if (type === 'heading_open') level = Number(tag.slice(1));
    if (type === 'heading_close') level = 0;
    if (type === 'fence' || type === 'code_block') pieces.push(...ofCode(content, type === 'fence' ? row + 2 : row + 1, begins));
    if (type === 'html_block' && !content.startsWith('<!--')) pieces.push(...ofLines(content, row + 1));
    if (type === 'inline') pieces.push(...(level > 0 ? [ofHeading(content, row + 1, level)] : ofProse(content, row + 1)));
  }
  return pieces;
}

const ofHeading = (content: string, line: number, level: number): Piece => ({
  kind: 'heading',
  first: line,
  last: line,
  text: normalise(content),
  level,
});

function ofProse(content: string, line: number): Piece[] {
  const lineAt = (offset: number) => line + [...content.slice(0, offset).matchAll(/\n/g)].length;
  const pieces: Piece[] = [];
  for (const { segment, index } of sentences.segment(content.replaceAll('\n', ' '))) {
    const text = normalise(segment);
    const last = lineAt(index + segment.trimEnd().length);
    const before = pieces.at(-1);
    // the asterisks that close an emphasis belong to the sentence before
    if (before && !/[\p{L}\p{N}]/u.test(text)) Object.assign(before, { last, text: normalise(`${before.text}${text}`) });
    else if (text !== '') pieces.push({ kind: 'sentence', first: lineAt(index + segment.search(/\S|$/)), last, text });
  }
  return pieces;
}

/** A line of code is a passage: of a manifest or a loop, one line may change and the others stand. */
function ofCode(content: string, line: number, begins: ReadonlySet<number>): Piece[] {
  return ofLines(content, line).map((piece) => (begins.has(piece.first) ? { ...piece, kind: 'command' } : piece));
}

const ofLines = (content: string, line: number): Piece[] =>
  content.split('\n').flatMap((one, index) => {
    const text = normalise(one);
    return text === '' ? [] : [{ kind: 'code' as const, first: line + index, last: line + index, text }];
  });
