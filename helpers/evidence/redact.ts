import { replacement, type Found } from './secrets/found.ts';
import { secretsIn, secretsInBytes } from './secrets/secretsIn.ts';

/** What was removed from a run's evidence, by kind. */
export type Redactions = Map<string, number>;

/** The text without its secrets; counts what it took out. A replacement keeps the kind, never a part of the value. */
export function redact(text: string, removed: Redactions): string {
  return redactParts([text], removed).join('');
}

/**
 * The same for a text that came in parts: each part keeps what is its own, and a secret's replacement stands where it began.
 *
 * @param find where the secrets of the whole text are
 */
export function redactParts(parts: string[], removed: Redactions, find = secretsIn): string[] {
  const found = find(parts.join(''));
  count(found, removed);
  let at = 0;
  return parts.map((part) => {
    const from = at;
    at += part.length;
    return partWithout(part, from, found);
  });
}

/** Keeps the length, so that offsets inside of a capture stay right; checksums of the packets do not. */
export function overwrite(bytes: Buffer, removed: Redactions): Buffer {
  const found = secretsInBytes(bytes.toString('latin1'));
  count(found, removed);
  const rest = Buffer.from(bytes);
  for (const { from, to } of found) rest.fill('X', from, to);
  return rest;
}

function count(found: Found[], removed: Redactions): void {
  for (const { what } of found) for (const one of what) removed.set(one, (removed.get(one) ?? 0) + 1);
}

/** A part of a text that begins at `from`, without what was found in the whole. */
function partWithout(part: string, from: number, found: Found[]): string {
  const own = found.filter((one) => one.from < from + part.length && one.to > from);
  return own.reduceRight((rest, one) => {
    const put = one.from >= from ? replacement(one) : '';
    return rest.slice(0, Math.max(0, one.from - from)) + put + rest.slice(Math.max(0, one.to - from));
  }, part);
}
