import { createHash } from 'node:crypto';

/** Draws by a seed: the same seed draws the same, in the order of the calls. */
export class Draws {
  readonly #seed: string;
  #drawn = 0;

  constructor(seed: string) {
    this.#seed = seed;
  }

  /** From 0 to 1, without 1. */
  share(): number {
    return createHash('sha256').update(`${this.#seed} ${this.#drawn++}`).digest().readUIntBE(0, 6) / 2 ** 48;
  }

  one<T>(of: readonly T[]): T {
    if (of.length === 0) throw new RangeError('Nothing can be drawn from an empty list.');
    return of[Math.floor(this.share() * of.length)] as T;
  }

  /** So many of a list, in its order; all of a shorter one. */
  some<T>(of: readonly T[], count: number): T[] {
    const drawn = new Set(this.shuffled([...of.keys()]).slice(0, count));
    return of.filter((_, index) => drawn.has(index));
  }

  /** Fisher and Yates. */
  shuffled<T>(of: readonly T[]): T[] {
    const rest = [...of];
    return of.map(() => rest.splice(Math.floor(this.share() * rest.length), 1)[0] as T);
  }
}
