import { normalise, type MarkdownDocument } from '../documents/document.ts';
import { lineNumbers } from '../documents/reworded.ts';
import { placesNow, type Places } from './applied.ts';
import { asRanges } from './coverage.ts';
import { editorialLines } from './editorial.ts';
import { errataOf, erratumOf, lastLineOf, type Erratum } from './errata.ts';
import type { Problem } from './errors.ts';
import type { LoadedClaim, LoadedLedger, StandingErratum } from './loaded.ts';
import type { Ledger } from './schema.ts';
import { isNegative } from '../verdict.ts';

/** A document and what its ledger says of it, as it was when both fitted. */
export interface Written {
  document: MarkdownDocument;
  claims: readonly LoadedClaim[];
  ledger: Pick<Ledger, 'sha256' | 'editorial'>;
  /** Digests of the document's lines, one a line. */
  digests: string;
}

/** The same of the document as it stands. */
export interface Standing {
  claims: LoadedClaim[];
  editorial: Ledger['editorial'];
  errata: StandingErratum[];
  conflicts: Problem[];
  lines: readonly number[];
  /** What no erratum explains, where some are applied; undefined where none is. */
  unexplained: string | undefined;
}

/**
 * Finds each claim in the document as it stands. Where errata are applied, and there only, claims are looked for at other lines than their
 * own: a claim whose erratum is applied is about the new text, and the claims below move with it.
 */
export function standing({ document, claims, ledger, digests }: Written): Standing {
  const { errata, conflicts } = errataOf(claims);
  const known = digests.split('\n').slice(0, -1);
  // of two texts for a line, somebody may have applied one
  const each = [
    ...errata,
    ...claims.flatMap(erratumOf).filter(({ claims: [id] }) => !errata.some((one) => one.claims.includes(id ?? ''))),
  ];
  const places = document.sha256 === ledger.sha256 || known.length === 0 ? undefined : placesNow(known, document, each);
  if (!places || places.applied.size === 0) {
    const asWritten = errata.map((erratum) => ({ ...erratum, applied: false }));
    const { editorial } = ledger;
    const lines = document.lines.map((_, index) => index + 1);
    return { claims: [...claims], editorial, errata: asWritten, conflicts, lines, unexplained: undefined };
  }
  const now = (line: number) => places.now(line) ?? line;
  return {
    claims: claims.map((claim) => claimNow(claim, document, places)),
    editorial: ledger.editorial.map((one) => ({ ...one, lines: asRanges(editorialLines(one.lines).map(now)) })),
    errata: each.flatMap((erratum) => erratumNow(erratum, places, errata)),
    conflicts,
    lines: known.map((_, index) => now(index + 1)),
    unexplained: places.unexplained,
  };
}

/** An erratum that clashes with another one is none, unless it is applied. */
function erratumNow(erratum: Erratum, { applied, now }: Places, agreed: readonly Erratum[]): StandingErratum[] {
  const lines = applied.get(erratum);
  if (lines) return [{ ...erratum, ...lines, applied: true }];
  if (!agreed.includes(erratum)) return [];
  return [{ ...erratum, first: now(erratum.first) ?? erratum.first, last: now(erratum.last) ?? erratum.last, applied: false }];
}

function claimNow(claim: LoadedClaim, document: MarkdownDocument, places: Places): LoadedClaim {
  const own = [...places.applied].find(([{ claims }]) => claims.includes(claim.id));
  if (own) return corrected(claim, document, own);
  const line = places.now(claim.line) ?? claim.line;
  const stands = { ...claim, line, writtenLine: claim.line };
  if (document.quoteEnd(line, claim.quote) !== undefined) return stands;
  const touching = [...places.applied].filter(([{ first, last }]) => first <= lastLineOf(claim) && claim.line <= last);
  const elsewhere = touching
    .flatMap(([, lines]) => lineNumbers(lines))
    .find((one) => document.quoteEnd(one, claim.quote) !== undefined);
  if (elsewhere !== undefined) return { ...stands, line: elsewhere };
  return touching.length > 0 && !isNegative(claim.expected) ? reworded(stands, document, places, touching) : stands;
}

/** The claim about the text that its erratum put there. What was measured before says nothing of that. */
function corrected(
  { erratum, seen, why: _why, ...claim }: LoadedClaim,
  document: MarkdownDocument,
  [{ text }, { first, last }]: [Erratum, { first: number; last: number }],
): LoadedClaim {
  return {
    ...claim,
    line: first,
    writtenLine: claim.line,
    quote: textAt(document, first, last),
    says: `As corrected: ${normalise(erratum?.text ?? text)}`,
    reading: 'literal',
    expected: 'verified',
    basis: 'predicted',
    applied: { quote: claim.quote, says: claim.says, expected: claim.expected, seen },
  };
}

/** What a claim says of the world still holds where an erratum of another claim has taken its words; nobody has to believe so unread. */
function reworded(
  claim: LoadedClaim,
  document: MarkdownDocument,
  places: Places,
  touching: [Erratum, { first: number; last: number }][],
): LoadedClaim {
  const { writtenLine = claim.line } = claim;
  const last = Math.max(places.now(lastLineOf({ ...claim, line: writtenLine })) ?? 0, ...touching.map(([, lines]) => lines.last));
  const first = Math.min(claim.line, ...touching.map(([, lines]) => lines.first));
  const by = touching.flatMap(([{ claims }]) => claims);
  return { ...claim, line: first, quote: textAt(document, first, last), reworded: { quote: claim.quote, by } };
}

const textAt = (document: MarkdownDocument, first: number, last: number): string =>
  document.lines
    .slice(first - 1, last)
    .join('\n')
    .trim();

/**
 * Why a claim does not share the verdict of the one that it is the same as: one of the two is corrected in the document and the other is
 * not, or to another text. Undefined where it does.
 */
export function apart(claim: LoadedClaim, of: LoadedClaim): string | undefined {
  if (claim === of || (!claim.applied && !of.applied)) return undefined;
  if (!of.applied) return `Its erratum is applied, and that of ${of.id}, whose spec it shares, is not.`;
  if (!claim.applied) return `The erratum of ${of.id}, whose spec it shares, is applied, and its own is not.`;
  return claim.says === of.says ? undefined : `Its erratum is applied, and the spec of ${of.id} asserts another text.`;
}

/** Which errata are applied, one line for each document that has some. */
export const describeApplied = ({ claims, documents }: Pick<LoadedLedger, 'claims' | 'documents'>): string[] =>
  documents.flatMap(({ document: { path } }) => {
    const names = (of: LoadedClaim[]) => of.map(({ id, line }) => `${id} (line ${line})`).join(', ');
    const own = claims.filter((claim) => claim.document === path);
    const [applied, others] = [own.filter((claim) => claim.applied), own.filter((claim) => claim.reworded)];
    if (applied.length === 0) return [];
    const count = applied.length === 1 ? 'the erratum of 1 claim is' : `the errata of ${applied.length} claims are`;
    const besides = others.length > 0 ? ` Reworded with them: ${names(others)}.` : '';
    return [`${path}: ${count} applied: ${names(applied)}.${besides}`];
  });
