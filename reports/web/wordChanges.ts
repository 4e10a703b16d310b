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

/** The text that an erratum replaces: the whole lines on which the claim's quote stands. */
export function replaced({ line, quote }: Pick<ClaimEvidence, 'line' | 'quote'>, lines: readonly string[] | undefined): string {
  const last = line + quote.trimEnd().split('\n').length - 1;
  const written = (lines ?? []).slice(line - 1, last).join('\n');
  return written.trim() || quote;
}

/** The corrections of a block's claims as changed words, each once, with the claims that ask for it and its own verdict. */
export function errataNotes(claims: readonly ClaimEvidence[], lines: readonly string[]): Markup[] {
  const corrected = claims.filter(({ erratum }) => erratum);
  const byText = Map.groupBy(corrected, ({ erratum }) => erratum?.text ?? '');
  return [...byText].map(([text, asking]) => note(text, asking as [ClaimEvidence, ...ClaimEvidence[]], lines));
}

function note(text: string, claims: [ClaimEvidence, ...ClaimEvidence[]], lines: readonly string[]): Markup {
  const verdicts = claims.flatMap(({ erratum }) => erratum?.verdict ?? []);
  const verdict = verdicts.find((one) => one !== 'verified') ?? 'verified';
  const asking = claims.map(({ id }) => markup` <a href="#${id}">${id}</a>`);
  return markup`<span class="erratum-note" data-claims="${claims.map(({ id }) => id).join(' ')}"><span class="erratum-head">Erratum${asking} ${badge(verdict)}</span> <span class="change-of-text">${wordChanges(replaced(claims[0], lines), text)}</span></span>`;
}
