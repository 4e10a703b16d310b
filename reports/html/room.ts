/** Below this nothing more is gained: the claims themselves are what weighs. */
const least = 64;

/** What the page has room for: texts of at most `limit` characters. Remembers what it took, so that less can be taken next time. */
export class Room {
  readonly limit: number;
  readonly #taken: number[] = [];

  constructor(limit: number) {
    this.limit = Math.max(least, limit);
  }

  /** False where the page is full: what stands elsewhere in it is not repeated. */
  get roomy(): boolean {
    return this.limit > least;
  }

  takes({ length }: string): boolean {
    if (length > this.limit) return false;
    this.#taken.push(length);
    return true;
  }

  /** The room in which the longest of the taken texts, `excess` characters in all, are left out. */
  without(excess: number): Room {
    let left = excess;
    for (const length of this.#taken.sort((a, b) => b - a)) {
      if (left <= 0) return new Room(length);
      left -= length;
    }
    return new Room(least);
  }
}
