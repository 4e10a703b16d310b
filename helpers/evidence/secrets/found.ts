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
  for (const one of all) {
    const over = kept.filter((other) => other.from < one.to && one.from < other.to);
    if (over.some((other) => other.from <= one.from && one.to <= other.to)) continue;
    for (const other of over) kept.splice(kept.indexOf(other), 1);
    const [from, to] = [Math.min(one.from, ...over.map((two) => two.from)), Math.max(one.to, ...over.map((two) => two.to))];
    kept.push(from === one.from && to === one.to ? one : { from, to, what: one.what });
  }
  return kept.sort((a, b) => a.from - b.from);
}

export function replacement({ what: [what = 'secret'], put }: Found): string {
  return put ?? `[${what} removed]`;
}
