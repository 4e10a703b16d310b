import { replacement, type Found } from './secrets/found.ts';
import { isAuthorization, isGiven, kindOfField } from './secrets/named.ts';
import { secretsIn, secretsInBytes } from './secrets/secretsIn.ts';

/** What was removed from a run's evidence, by kind. */
export type Redactions = Map<string, number>;

/** The text without its secrets; counts what it took out. A replacement keeps the kind, never a part of the value. */
export function redact(text: string, removed: Redactions): string {
  return redactParts([text], removed).join('');
}

/** The same for a text that came in parts: each part keeps what is its own, and a secret's replacement stands where it began. */
export function redactParts(parts: string[], removed: Redactions): string[] {
  const found = secretsIn(parts.join(''));
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

/** The start of a text, without its secrets: once it is cut, a secret may not be known for one. */
export function excerpt(text: string, length: number): string {
  return redact(text.slice(0, length + longest), new Map()).slice(0, length);
}

/** Longer than any secret that is looked for. */
const longest = 65_536;

/** A value of JSON whose texts lost their secrets, each for itself: in the serialised line one could go on into the next. */
export function redactEach<T>(value: T, removed: Redactions): T {
  return within(value, undefined, removed) as T;
}

function within(value: unknown, key: string | undefined, removed: Redactions): unknown {
  if (typeof value === 'string') return ofField(value, key, removed);
  if (Array.isArray(value)) return value.map((one) => within(one, key, removed));
  if (typeof value !== 'object' || value === null) return value;
  const isSecret = 'kind' in value && value.kind === 'Secret';
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      isSecret && (name === 'data' || name === 'stringData') ? valuesRemoved(one, removed) : within(one, name, removed),
    ]),
  );
}

function ofField(text: string, key = '', removed: Redactions): string {
  const kind = kindOfField(key);
  if (kind !== undefined && isGiven(text)) return taken(kind, removed);
  if (!isAuthorization(key)) return redact(text, removed);
  const lead = 'authorization: ';
  return redact(`${lead}${text}`, removed).slice(lead.length);
}

function valuesRemoved(values: unknown, removed: Redactions): unknown {
  if (typeof values !== 'object' || values === null) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, one]) => [
      name,
      typeof one === 'string' && isGiven(one) ? taken('value of a Secret', removed) : one,
    ]),
  );
}

function taken(what: string, removed: Redactions): string {
  removed.set(what, (removed.get(what) ?? 0) + 1);
  return `[${what} removed]`;
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
