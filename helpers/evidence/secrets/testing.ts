import { redact, type Redactions } from '../redact.ts';

/** For tests only. */
export function redacted(text: string): { text: string; removed: Record<string, number> } {
  const removed: Redactions = new Map();
  return { text: redact(text, removed), removed: Object.fromEntries(removed) };
}

export const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A token of no form: secrets are made for the tests, so that none stands in the repository. */
export const opaque = 'k9-Zq'.repeat(9);
