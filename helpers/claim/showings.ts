import { isDeepStrictEqual } from 'node:util';
import { isNothing, keyOf, type Reading } from '../readings/reading.ts';
import type { Judged } from './ruling.ts';

type Asked = Pick<Reading<unknown>, 'says' | 'command' | 'instrument'>;

const nameOf = (reading: Asked) => reading.instrument ?? keyOf(reading);

/** Which readings brought more than a broken instrument does, and which agreements with nothing wait for that. */
export class Showings {
  private readonly shown = new Set<string>();
  private readonly awaited: { assertion: Judged; reading: Reading<unknown> }[] = [];

  note<T>(reading: Asked & Pick<Reading<T>, 'blanks'>, value: T): void {
    if (!isNothing(value) && !reading.blanks.some((blank) => isDeepStrictEqual(blank, value))) this.shown.add(nameOf(reading));
  }

  has(reading: Asked): boolean {
    return this.shown.has(nameOf(reading));
  }

  /** An agreement with nothing counts only if the same reading shows something somewhere in this claim. */
  await(assertion: Judged, reading: Reading<unknown>): void {
    this.awaited.push({ assertion, reading });
  }

  /** The agreements that have waited in vain. */
  missing(): { assertion: Judged; reading: Reading<unknown> }[] {
    return this.awaited.splice(0).filter(({ reading }) => !this.has(reading));
  }

  /** As it stands now, apart from what comes. */
  copy(): Showings {
    const copy = new Showings();
    for (const key of this.shown) copy.shown.add(key);
    return copy;
  }
}
