import { normalise, type MarkdownDocument } from '../documents/document.ts';
import { editorialLines } from './editorial.ts';
import { and } from './errata.ts';
import type { Problem } from './errors.ts';
import { changesIn, digestsFile, digestsOf, digestsText } from './lineDigests.ts';
import type { LoadedClaim } from './loaded.ts';
import { nearest } from './near.ts';
import type { Ledger } from './schema.ts';

const at = (claim: LoadedClaim): { file: string; line: number } => ({ file: claim.ledgerFile, line: claim.ledgerLine });

/** Every id is used once, over all ledgers. */
export const uniqueIds = (claims: readonly LoadedClaim[]): Problem[] => {
  const seen = new Map<string, LoadedClaim>();
  return claims.flatMap((claim) => {
    const first = seen.get(claim.id);
    if (!first) seen.set(claim.id, claim);
    return first
      ? [
          {
            ...at(claim),
            what: `claim ${claim.id}: the id is taken already, at ${first.ledgerFile}:${first.ledgerLine}`,
            remedy: 'Give one of the two another id',
          },
        ]
      : [];
  });
};

/** A `sameAs` names a claim that stands for itself and expects the same verdict. */
export const sameAsTargets = (claims: readonly LoadedClaim[]): Problem[] => {
  const byId = new Map(claims.map((claim) => [claim.id, claim]));
  return claims.flatMap((claim) => {
    if (claim.sameAs === undefined) return [];
    const problem = (what: string, remedy: string): Problem[] => [
      { ...at(claim), what: `claim ${claim.id}: sameAs ${claim.sameAs} ${what}`, remedy },
    ];
    const target = byId.get(claim.sameAs);
    if (!target) return problem('is no claim', `Did you mean ${nearest(claim.sameAs, [...byId.keys()]).join(', ')}?`);
    if (target === claim) return problem('is the claim itself', 'Name another claim, or leave sameAs out');
    if (target.sameAs) return problem('has a sameAs itself', `Name the claim that has the spec: ${target.sameAs}`);
    if (target.expected !== claim.expected) {
      return problem(
        `expects ${target.expected}, and this claim ${claim.expected}`,
        'Two claims that say the same share their verdict: make them agree, or leave sameAs out',
      );
    }
    return [];
  });
};

const excerpt = (document: MarkdownDocument, line: number): string => {
  const text = normalise(document.lines[line - 1] ?? '');
  if (line > document.lines.length) return `the document ends at line ${document.lines.length}`;
  return text === '' ? 'that line is empty' : `that line reads "${text.length > 100 ? `${text.slice(0, 100)}…` : text}"`;
};

/** Every quote stands in the document, at the line that the claim names. */
export const quotesStand = (document: MarkdownDocument, claims: readonly LoadedClaim[]): Problem[] =>
  claims
    .filter(({ line, quote }) => document.quoteEnd(line, quote) === undefined)
    .map((claim) => ({
      ...at(claim),
      what: `claim ${claim.id}: quote "${normalise(claim.quote)}" does not stand at ${document.path}:${claim.line} (${excerpt(document, claim.line)})`,
      remedy: remedyFor(document, claim),
    }));

function remedyFor(document: MarkdownDocument, { line, quote, erratum }: LoadedClaim): string {
  const [elsewhere] = document.linesOfQuote(quote, line);
  if (elsewhere !== undefined) return `It stands at line ${elsewhere} now: correct the line`;
  const changed = 'The text has changed: correct the quote, and see whether the claim still holds';
  return erratum ? `${changed}. Its erratum is not applied either: it makes the line "${normalise(erratum.text)}"` : changed;
}

/** No claim is about words that an erratum has put into the document: the ledger quotes the new ones. */
export const takenOver = (claims: readonly LoadedClaim[]): Problem[] =>
  claims.flatMap((claim) => {
    const where = `${claim.document}:${claim.line}`;
    if (claim.applied) {
      const what = `claim ${claim.id}: its erratum is applied at ${where}`;
      const remedy =
        'Take it over: quote the new words, expect verified without why, seen and erratum, and let its spec expect what it asserts as erratum';
      return [{ ...at(claim), what, remedy }];
    }
    if (!claim.reworded) return [];
    const what = `claim ${claim.id}: its words went with the erratum of ${and(claim.reworded.by)}, at ${where}`;
    return [{ ...at(claim), what, remedy: 'Quote the new words, or remove the claim' }];
  });

/** What a ledger knows of the document that it was written for. `unexplained`: where errata are applied, what differs besides them. */
type Known = { file: string; line: number; sha256: string; digests: string; unexplained?: string | undefined };

/** The document is the one that the ledger was written for. Where it is not, its lines are named, and those where quotes fell. */
export const documentUnchanged = (
  document: MarkdownDocument,
  { file, line, sha256, digests, unexplained }: Known,
  fallen: readonly number[],
): Problem[] => {
  if (document.sha256 === sha256) {
    if (digests === digestsText(document)) return [];
    const what = `its digests of lines are not those of ${document.path}`;
    return [{ file: digestsFile(file), what, remedy: 'Write them with: make ledger-hash' }];
  }
  if (unexplained === '') return [];
  const changes = unexplained ?? changesIn(digests.split('\n').slice(0, -1), digestsOf(document));
  const what = `${document.path} has changed since this ledger was written (sha256 is now ${document.sha256.slice(0, 12)}…): ${changes}`;
  if (fallen.length > 0) {
    const where = `quotes no longer stand at its lines ${fallen.join(', ')}`;
    return [{ file, line, what: `${what}; ${where}`, remedy: 'Correct these claims first' }];
  }
  const remedy =
    unexplained === undefined
      ? 'See whether they state something new, then write the new hash with: make ledger-hash'
      : 'See whether they state something new; take over the errata that are applied beside them (make ledger-hash names them) before the new hash can be written';
  return [{ file, line, what: `${what}; every quote still stands, so only lines without a claim differ`, remedy }];
};

/** Editorial lines exist, are not empty, and no claim that a run decides quotes them. */
export const editorialFits = (
  document: MarkdownDocument,
  { file, editorial, lineOf }: { file: string; editorial: Ledger['editorial']; lineOf: (path: PropertyKey[]) => number },
  claimed: ReadonlyMap<number, string>,
): Problem[] =>
  editorial.flatMap(({ lines }, index) =>
    editorialLines(lines).flatMap((number) => {
      const problem = (what: string, remedy: string): Problem[] => [
        { file, line: lineOf(['editorial', index, 'lines']), what: `editorial line ${number} ${what}`, remedy },
      ];
      if (number > document.lines.length)
        return problem(`is beyond ${document.path}`, `It ends at line ${document.lines.length}`);
      const id = claimed.get(number);
      return id === undefined ? [] : problem(`is quoted by claim ${id}`, 'Take it out of the editorial lines');
    }),
  );
