import { deflateRawSync } from 'node:zlib';
import { type Content, type Markup, markup, trusted } from '../../web/markup.ts';

/** How much longer than an output a piece of each kind may be before the piece is packed. Important kinds are packed last. */
const worths = { output: 1, timeline: 4, observation: 32, change: 32, observations: 1000 };
export type Kind = keyof typeof worths;

interface Piece {
  source: string;
  /** Includes the bytes of nested pieces. */
  bytes: number;
  kind: Kind;
}

/** Shorter pieces are not packed: a placeholder would be as long. */
const least = 160;

/** A placeholder. Escaped text never looks like this. */
const token = /<!--piece (\d+)-->/g;

/** Marks the place of the packed pieces. */
const store = '<!--pieces-->';

/**
 * Outputs, diffs and details, which the page shows on demand. When the page exceeds its budget the longest pieces are
 * packed (raw DEFLATE, base64), and the page's script unpacks them.
 */
export class Folds {
  readonly #pieces: Piece[] = [];

  /** Put this into the page once, before its script. */
  readonly place: Markup = trusted(store);

  /** The piece, or a placeholder that `settle` replaces. Pieces may be nested. */
  offer(content: Content, kind: Kind): Markup {
    const { source } = markup`${content}`;
    const bytes = this.#bytesOf(source);
    if (bytes < least) return trusted(source);
    this.#pieces.push({ source, bytes, kind });
    return trusted(`<!--piece ${this.#pieces.length - 1}-->`);
  }

  /** The page within `budget` bytes, or with every piece packed. */
  settle(page: string, budget: number): string {
    const longest = this.#pieces
      .map(({ bytes, kind }, number) => ({ number, bytes, size: bytes / worths[kind] }))
      .sort((a, b) => b.size - a.size);
    // Packing saves a share of a piece's bytes. `saves` estimates the share from the round before.
    for (let count = 0, taken = 0, saves = 1, before = 0; ;) {
      const whole = this.#layOut(page, new Set(longest.slice(0, count).map(({ number }) => number)));
      const excess = Buffer.byteLength(whole) - budget;
      if (excess <= 0 || count === longest.length) return whole;
      if (taken > 0) saves = Math.max(0.1, (1.5 * (before - excess)) / taken);
      for (taken = 0; count < longest.length && taken * saves < excess; count += 1) taken += longest[count]!.bytes;
      before = excess;
    }
  }

  #bytesOf(source: string): number {
    const within = [...source.matchAll(token)].map(([, number]) => this.#pieces[Number(number)]!.bytes);
    return within.reduce((sum, bytes) => sum + bytes, Buffer.byteLength(source));
  }

  #layOut(page: string, folded: ReadonlySet<number>): string {
    const packed: string[] = [];
    const unfolded = (source: string): string =>
      source.replace(token, (_, number: string) => unfolded(this.#pieces[Number(number)]!.source));
    const laidOut = (source: string): string =>
      source.replace(token, (_, number: string) => {
        const piece = this.#pieces[Number(number)]!.source;
        return folded.has(Number(number)) ? `<div data-piece="${packed.push(unfolded(piece)) - 1}"></div>` : laidOut(piece);
      });
    const whole = laidOut(page);
    return whole.replace(store, () => (packed.length > 0 ? pack(packed) : ''));
  }
}

function pack(pieces: readonly string[]): string {
  const data = deflateRawSync(JSON.stringify(pieces), { level: 9 }).toString('base64');
  return `<noscript><p class="aside">Without scripts this page does not show its longer outputs: evidence.json and raw/ have all of them.</p></noscript><script type="text/plain" id="pieces">${data}</script>`;
}
