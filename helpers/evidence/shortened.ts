import { StringDecoder } from 'node:string_decoder';
import { redact } from './redact.ts';

/** Longer than any secret that is looked for. */
const longest = 65_536;

/** The start of a text, without its secrets: once it is cut, a secret may not be known for one. */
export function excerpt(text: string, length: number): string {
  return redact(text.slice(0, length + longest), new Map()).slice(0, length);
}

/** Bytes of a text in an observation. A command has two. */
const textLimit = 4096;

/** A value of JSON whose long texts only begin, without their secrets: an artifact has all of them. */
export function shortened(value: unknown): unknown {
  if (typeof value === 'string') return Buffer.byteLength(value) > textLimit ? startOf(value) : value;
  if (Array.isArray(value)) return value.map(shortened);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, shortened(one)]));
}

function startOf(text: string): string {
  const bytes = Buffer.from(redact(text, new Map()));
  // a character that the cut falls into is left out
  const start = new StringDecoder('utf8').write(bytes.subarray(0, textLimit - 100));
  return `${start}\n[${bytes.length - Buffer.byteLength(start)} bytes more: see the artifact]`;
}
