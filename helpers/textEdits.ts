/** Other text for a part of a text. `from` and `to` count characters, from 0. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** The text with each of these parts exchanged; they do not overlap. */
export const edited = (text: string, edits: readonly TextEdit[]): string =>
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((whole, { from, to, text: now }) => whole.slice(0, from) + now + whole.slice(to), text);
