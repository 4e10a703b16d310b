import { type Content, type Markup, markup } from '../../../web/markup.ts';
import type { Block } from './blocks.ts';
import type { Marker } from './mark.ts';

/** A line of the document with a command or a finding of a walk-through. */
export interface TypedLine {
  id: string;
  /** Links to the chapters of the line. */
  links: Content;
}

/** By line of the document, from 1. */
export type TypedLines = ReadonlyMap<number, TypedLine>;

/** The lines of a code block. Each typed line is an anchor, followed by its links. */
export function codeLines({ text, line: first }: Block, marker: Marker, typed: TypedLines): Content[] {
  const pieces: Content[] = [];
  let untyped = '';
  for (const [index, source] of text.split(/(?<=\n)/).entries()) {
    const here = typed.get(first + index);
    if (!here) {
      untyped += source;
      continue;
    }
    const words = source.replace(/\n$/, '');
    pieces.push(marker.render(untyped), markup`<span class="typed" id="${here.id}">${marker.render(words)}</span>${here.links}`);
    untyped = source.slice(words.length);
  }
  return [...pieces, marker.render(untyped)];
}

/** Anchors for the start of a block of prose, and links for its end. */
export function proseLines({ line, end }: Block, typed: TypedLines): { anchors: Markup[]; links: Content[] } {
  const here = Array.from({ length: end - line }, (_, index) => typed.get(line + index)).filter((one) => one !== undefined);
  return { anchors: here.map(({ id }) => markup`<span class="typed" id="${id}"></span>`), links: here.map(({ links }) => links) };
}
