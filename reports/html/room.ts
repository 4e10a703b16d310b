/** Where the page is full: what stands elsewhere in it is not repeated. */
const full = 64;

/** Below this nothing is gained: the claims themselves are what weighs. */
const least = 1;

interface Taken {
  /** Characters. */
  length: number;
  /** Characters, divided by what they are worth. */
  size: number;
}

/** What the page has room for: texts of at most `limit` characters. Remembers what it took, so that less can be taken next time. */
export class Room {
  readonly limit: number;
  readonly #taken: Taken[] = [];

  constructor(limit: number) {
    this.limit = Math.max(least, limit);
  }

  get roomy(): boolean {
    return this.limit > full;
  }

  /** Nothing more can be left out. */
  get isLeast(): boolean {
    return this.limit === least;
  }

  /** `worth`: how many times as long as others a text of this kind may be. */
  takes({ length }: string, worth = 1): boolean {
    const size = length / worth;
    if (size > this.limit) return false;
    this.#taken.push({ length, size });
    return true;
  }

  /** The room in which the longest of the taken texts, `excess` characters in all, are left out. */
  without(excess: number): Room {
    let left = excess;
    // Texts of one size go together: a room that took them again would be no smaller.
    let dropped = Infinity;
    for (const { length, size } of this.#taken.sort((a, b) => b.size - a.size)) {
      if (left <= 0 && size < dropped && size > full === this.roomy) return new Room(size);
      left -= length;
      dropped = size;
    }
    // What repeats weighs less than the texts do: far above them the claims themselves are too many.
    return new Room(this.roomy && left < excess / 2 ? full : least);
  }
}
