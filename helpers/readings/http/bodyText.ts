import { bodyLimit } from './curl.ts';
import type { HttpOutcome } from './refusal.ts';

export function holds(text: string, wanted: string | RegExp): boolean {
  return typeof wanted === 'string' ? text.includes(wanted) : wanted.test(text);
}

/** Why the part of a body that was read does not say whether the whole holds what is wanted; undefined where it does. */
export function undecided({ body, cutFrom }: HttpOutcome, wanted: string | RegExp): string | undefined {
  if (cutFrom === undefined) return undefined;
  // what looks at the end, or at what is missing, may not hold for the whole
  const stands = wanted instanceof RegExp ? !/\$|\(\?<?!/.test(wanted.source) : true;
  return stands && holds(body, wanted)
    ? undefined
    : `only the first ${bodyLimit} of ${cutFrom} bytes of the body were read, and they leave ${String(wanted)} open`;
}
