import { normalise } from '../documents/document.ts';
import { describeDrift, remedyOfDrift } from './drift.ts';
import type { Problem } from './errors.ts';
import type { LoadedClaim, LoadedDocument, Row } from './loaded.ts';
import { nearest } from './near.ts';
import type { ParsedLedger } from './yaml.ts';

const at = (claim: Row): { file: string; line: number } => ({ file: claim.ledgerFile, line: claim.ledgerLine });

/** Every id is used once, over all ledgers. */
export const uniqueIds = (claims: readonly Row[]): Problem[] => {
  const seen = new Map<string, Row>();
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
export const sameAsTargets = (claims: readonly Row[]): Problem[] => {
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
    if (claim.versions) {
      return problem(
        'has a spec, whose verdicts by version are stated there alone',
        `Leave versions out here, and state them at ${target.id}`,
      );
    }
    return [];
  });
};

/** The words of every claim stand as they were accepted. */
export const claimsStand = (claims: readonly LoadedClaim[]): Problem[] =>
  claims.flatMap(({ drifted, erratum, ...claim }) => {
    if (!drifted) return [];
    const what = `claim ${claim.id} has drifted in ${claim.document}. ${describeDrift(drifted)}`;
    const other = erratum ? ` Its erratum is not applied either: it reads “${normalise(erratum.text)}”.` : '';
    return [{ ...at(claim), what: `${what}${other}`.replace(/\.$/, ''), remedy: remedyOfDrift(drifted) }];
  });

/** The words of every place that specs name stand. */
export const placesStand = ({
  ledgerFile,
  document,
  places,
}: Pick<LoadedDocument, 'ledgerFile' | 'document' | 'places'>): Problem[] =>
  Object.entries(places).flatMap(([name, { drifted }]) => {
    if (!drifted) return [];
    const what = `place ${name} has drifted in ${document.path}. ${describeDrift(drifted)}`.replace(/\.$/, '');
    return [{ file: ledgerFile, what, remedy: remedyOfDrift(drifted) }];
  });

/** Every editorial quote is a whole passage of the accepted text. */
export const editorialStands = (
  { file, lineOf, ledger: { editorial } }: ParsedLedger & { file: string },
  { accepted, coverage }: Pick<LoadedDocument, 'accepted' | 'coverage'>,
): Problem[] => {
  const texts = new Set(accepted.passages.map(({ text }) => text));
  const needed = new Set(coverage.editorial.map(({ text }) => text));
  const claimed = new Set(coverage.claimed.map(({ text }) => text).filter((text) => !needed.has(text)));
  return editorial.flatMap(({ quotes }, index) =>
    quotes.flatMap((quote, number) => {
      const text = normalise(quote);
      const line = lineOf(['editorial', index, 'quotes', number]);
      const what = `editorial quote “${text}”`;
      if (!texts.has(text))
        return [
          {
            file,
            line,
            what: `${what} is no whole sentence, command or cell`,
            remedy: 'Quote it from end to end, or take it out',
          },
        ];
      return claimed.has(text)
        ? [{ file, line, what: `${what} is quoted by a claim`, remedy: 'Take it out of the editorial ones' }]
        : [];
    }),
  );
};
