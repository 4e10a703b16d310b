import { diffWordsWithSpace } from 'diff';
import type { ClaimEvidence } from '../../../helpers/evidence/schema.ts';
import { type Content, type Markup, markup } from '../../markup.ts';
import { badge } from '../verdict.ts';

/** Words that went and words that came, in the order of reading. */
export const wordChanges = (before: string, after: string): Content =>
  diffWordsWithSpace(before, after).map(({ value, added, removed }) =>
    added ? markup`<ins>${value}</ins>` : removed ? markup`<del>${value}</del>` : value,
  );

/** An erratum may replace the quote alone or the whole of its source line: it is compared with the one that it resembles. */
export function replaced({ quote, erratum }: ClaimEvidence, sourceLine: string | undefined): string {
  const shared = (text: string) =>
    diffWordsWithSpace(text, erratum?.text ?? '').reduce(
      (sum, { value, added, removed }) => sum + (added || removed ? -value.length : value.length),
      0,
    );
  return sourceLine !== undefined && shared(sourceLine.trim()) > shared(quote) ? sourceLine.trim() : quote;
}

/** A claim's correction as a change of the text, with the verdict that the correction itself got. */
export function erratumNote(claim: ClaimEvidence, lines: readonly string[]): Markup | undefined {
  if (!claim.erratum) return undefined;
  const { text, verdict } = claim.erratum;
  return markup`<span class="erratum-note" data-claims="${claim.id}"><span class="erratum-head"><a href="#${claim.id}">Erratum</a> ${badge(verdict)}</span> <span class="change-of-text">${wordChanges(replaced(claim, lines[claim.line - 1]), text)}</span></span>`;
}
