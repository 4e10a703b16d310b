import type { Found } from '../evidence/secrets/found.ts';
import { secretsIn } from '../evidence/secrets/secretsIn.ts';
import { controls } from './plainText.ts';

/** Secrets in what a terminal shows, as parts of what was sent to it: colours may stand within one. */
export function shownSecrets(raw: string): Found[] {
  const pieces: { text: string; from: number; at: number }[] = [];
  let [from, at] = [0, 0];
  const keep = (end: number) => {
    pieces.push({ text: raw.slice(at, end), from, at });
    from += end - at;
  };
  for (const { index, 0: control } of raw.matchAll(controls)) {
    keep(index);
    at = index + control.length;
  }
  keep(raw.length);
  const sent = (position: number) => {
    const piece = pieces.findLast((one) => one.from <= position && one.text !== '') ?? { from: 0, at: 0 };
    return piece.at + position - piece.from;
  };
  return secretsIn(pieces.map(({ text }) => text).join('')).map((one) => ({
    ...one,
    from: sent(one.from),
    to: sent(one.to - 1) + 1,
  }));
}
