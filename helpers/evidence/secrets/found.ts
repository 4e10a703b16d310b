/** A part of a text that has to go. */
export interface Found {
  from: number;
  to: number;
  /** The kinds of secrets in it, one name for each. */
  what: string[];
  /** What stands there instead, unless the kind's name does. */
  put?: string;
}

const placeholder = /^["']?\[[^\]]* removed\]["']?$/;

/** False for what an earlier look has removed already. */
export function isLeft(text: string): boolean {
  return text.trim() !== '' && !placeholder.test(text.trim());
}

/**
 * Parts that do not overlap, in the order of the text. Of two that do, the larger one counts, and of equal ones the earlier: kinds are
 * listed the most telling first.
 */
export function apart(all: Found[]): Found[] {
  const kept: Found[] = [];
  for (const one of all.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (!last || one.from >= last.to) kept.push(one);
    else if (one.to > last.to) kept.splice(-1, 1, { from: last.from, to: one.to, what: last.what });
  }
  return kept;
}

/** A part of a text that begins at `from`, without what was found in the whole. What stands for a secret stands where it began. */
export function partWithout(part: string, from: number, found: Found[]): string {
  const pieces: string[] = [];
  let at = 0;
  for (const one of found) {
    if (one.to <= from || one.from >= from + part.length) continue;
    if (one.from >= from) pieces.push(part.slice(at, one.from - from), one.put ?? `[${one.what[0]} removed]`);
    at = one.to - from;
  }
  return pieces.join('') + part.slice(at);
}
