import type { LoadedClaim, LoadedLedger } from './loaded.ts';

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

/** What a document says otherwise than it was accepted: claims and places that have drifted, and passages that are new. */
export const describeChanges = ({ claims, documents }: Pick<LoadedLedger, 'claims' | 'documents'>): string[] =>
  documents.flatMap(({ document: { path }, places, fresh }) => {
    const drifted = claims
      .filter((claim) => claim.document === path && claim.drifted)
      .map(({ id, line }) => `${id} (line ${line})`);
    const gone = Object.entries(places).flatMap(([name, place]) => (place.drifted ? [name] : []));
    return [
      ...(drifted.length > 0 ? [`${path}: the words of ${drifted.join(', ')} have changed (make ledger)`] : []),
      ...(gone.length > 0 ? [`${path}: the words of the places ${gone.join(', ')} are gone (make ledger)`] : []),
      ...fresh.map(({ first, text }) => `${path}:${first} is new: ${text}`),
    ];
  });
