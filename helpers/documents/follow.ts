import { diffArrays } from 'diff';
import type { Passage } from './passages.ts';

/**
 * Where the passages of one text are in a later one, by index; undefined for a passage whose words are gone. Those that kept their order
 * come first; then those that were moved, each to an equal one, under the same heading if there is one.
 */
export function follow(before: readonly Passage[], now: readonly Passage[]): (number | undefined)[] {
  const places: (number | undefined)[] = before.map(() => undefined);
  const free = new Set(now.keys());
  let [was, is] = [0, 0];
  for (const { added, removed, count } of diffArrays(before.map(wordsOf), now.map(wordsOf))) {
    if (!added && !removed)
      for (let index = 0; index < count; index += 1) {
        places[was + index] = is + index;
        free.delete(is + index);
      }
    if (!added) was += count;
    if (!removed) is += count;
  }
  for (const [index, passage] of before.entries()) {
    if (places[index] !== undefined) continue;
    const equal = [...free].filter((one) => wordsOf(now[one]) === wordsOf(passage));
    const moved = equal.find((one) => now[one]?.sections.at(-1) === passage.sections.at(-1)) ?? equal[0];
    if (moved === undefined) continue;
    places[index] = moved;
    free.delete(moved);
  }
  return places;
}

const wordsOf = (passage: Passage | undefined): string => `${passage?.kind} ${passage?.text}`;
