import { redact, type Redactions } from './redact.ts';
import { isAuthorization, isGiven, kindOfField } from './secrets/named.ts';

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
