import { distance } from 'fastest-levenshtein';
import type { Passage } from '../documents/document.ts';

/** Words of a document that no longer read as they were accepted. */
export interface Drift {
  /** As they were accepted. */
  was: string;
  /** What comes nearest to them now. */
  now?: { line: number; text: string };
  /** The lines at which they stand, where these are several. */
  several?: number[];
}

const listed = new Intl.ListFormat('en-GB');

/** Of two texts with half of their characters in common it is likely that one came from the other. */
const likely = 0.5;

/** The passage that comes nearest to words that are gone; undefined where none is like them. */
export function nearestTo(was: string, passages: readonly Passage[]): Drift['now'] {
  const [best] = passages
    .map(({ first, text }) => ({ line: first, text, like: likeness(was, text) }))
    .filter(({ like }) => like >= likely)
    .sort((a, b) => b.like - a.like);
  return best && { line: best.line, text: best.text };
}

const likeness = (a: string, b: string): number => 1 - distance(a, b) / Math.max(a.length, b.length, 1);

/** What has become of the words, in a sentence. */
export function describeDrift({ was, now, several }: Drift): string {
  if (several) return `“${was}” stands more than once, at lines ${listed.format(several.map(String))}.`;
  return now ? `It read “${was}”. Line ${now.line} reads now: “${now.text}”.` : `It read “${was}”. Nothing like it is left.`;
}

/** What a person does about it. */
export const remedyOfDrift = ({ now, several }: Drift): string => {
  if (several) return 'Quote more words, or name the section';
  return now
    ? 'See whether the claim still holds, and take the new words over: make ledger'
    : 'Restore the words, or remove the claim: make ledger';
};

/** Why a claim has the verdict: what has become of its words, and what to do. */
export const reasonOfDrift = (drift: Drift): string => `${describeDrift(drift)} ${remedyOfDrift(drift)}.`;
