import { type Change, diffWords } from 'diff';
import type { ClaimEvidence } from '../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from './markup.ts';
import { badge } from './verdict.ts';

const compared = new Map<string, Change[]>();

/** Keeps every result: a page compares the same two texts several times, and comparing is slow. */
function wordsOf(before: string, after: string): Change[] {
  const key = JSON.stringify([before, after]);
  const words = compared.get(key) ?? diffWords(before, after);
  compared.set(key, words);
  return words;
}

/** The share of the longer text that both texts contain. */
function likeness(before: string, after: string): number {
  const shared = wordsOf(before, after).reduce(
    (sum, { value, added, removed }) => (added || removed ? sum : sum + value.length),
    0,
  );
  return shared / Math.max(1, before.length, after.length);
}

/** Removed and added words in reading order. Texts with little in common are shown one after the other. */
export function wordChanges(before: string, after: string): Content {
  if (likeness(before, after) < 0.35) return [markup`<del>${before}</del> `, markup`<ins>${after}</ins>`];
  return wordsOf(before, after).map(({ value, added, removed }) =>
    added ? markup`<ins>${value}</ins>` : removed ? markup`<del>${value}</del>` : value,
  );
}

/** The text that an erratum replaces: the quote or its whole source line, whichever resembles the erratum more. */
export function replaced({ quote, erratum }: ClaimEvidence, sourceLine: string | undefined): string {
  const line = sourceLine?.trim() ?? quote;
  return likeness(line, erratum?.text ?? '') > likeness(quote, erratum?.text ?? '') ? line : quote;
}

/** The correction of a claim as changed words, with the correction's own verdict. */
export function erratumNote(claim: ClaimEvidence, lines: readonly string[]): Markup | undefined {
  if (!claim.erratum) return undefined;
  const { text, verdict } = claim.erratum;
  return markup`<span class="erratum-note" data-claims="${claim.id}"><span class="erratum-head"><a href="#${claim.id}">Erratum</a> ${badge(verdict)}</span> <span class="change-of-text">${wordChanges(replaced(claim, lines[claim.line - 1]), text)}</span></span>`;
}
