import { deflateRawSync } from 'node:zlib';
import { type Content, type Markup, markup, trusted } from '../../web/markup.ts';

/** How many times as long as an output a piece of each kind may be: what a reader without scripts would miss most goes last. */
const worths = { output: 1, timeline: 4, observation: 32, change: 32, observations: 1000 };
export type Kind = keyof typeof worths;

interface Piece {
  source: string;
  /** Bytes, those of pieces within it included. */
  bytes: number;
  kind: Kind;
}

/** Shorter pieces than this gain nothing: what stands in for them is as long. */
const least = 160;

/** Text never looks like this: it is escaped. */
const token = /<!--piece (\d+)-->/g;

/** Where the packed pieces stand. */
const store = '<!--pieces-->';

/**
 * What a page shows only when it is asked for: outputs, diffs, the details of observations. Written out as far as the
 * page's budget allows; the longest give way first and stand packed (raw DEFLATE, base64) for the page's script to unfold.
 */
export class Folds {
  readonly #pieces: Piece[] = [];

  /** Put this into the page once, before its script. */
  readonly place: Markup = trusted(store);

  /** The piece, or what stands for it until `settle`. Pieces may hold others. */
  offer(content: Content, kind: Kind): Markup {
    const { source } = markup`${content}`;
    const bytes = this.#bytesOf(source);
    if (bytes < least) return trusted(source);
    this.#pieces.push({ source, bytes, kind });
    return trusted(`<!--piece ${this.#pieces.length - 1}-->`);
  }

  /** The page with as many pieces written out as `budget` (bytes) allows. */
  settle(page: string, budget: number): string {
    const longest = this.#pieces
      .map(({ bytes, kind }, number) => ({ number, bytes, size: bytes / worths[kind] }))
      .sort((a, b) => b.size - a.size);
    // a folded piece comes back packed: folding saves a share of its bytes, by and by a larger one than the fold before did
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
  return `<noscript><p class="aside">Without scripts the longer outputs of this page are not unfolded: evidence.json and raw/ have them all.</p></noscript><script type="text/plain" id="pieces">${data}</script>`;
}
