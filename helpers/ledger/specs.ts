import type { Problem } from './errors.ts';
import type { LoadedLedger } from './loaded.ts';
import { nearest } from './near.ts';
import { readSpecs, type SpecFile, type SpecPlace } from './specFiles.ts';

/** Every spec's claims, and what is wrong with them: an id the ledger lacks, an id run twice, an id that is no literal. */
export const scanSpecs = async (
  root: string,
  ledger: LoadedLedger,
): Promise<{ specs: SpecFile[]; places: Map<string, SpecPlace>; problems: Problem[] }> => {
  const specs = await readSpecs(root);
  const calls = specs.flatMap(({ file, claims }) => claims.map((one) => ({ ...one, file })));
  const claims = new Map(ledger.claims.map((claim) => [claim.id, claim]));
  const places = new Map<string, SpecPlace>();
  const problems = calls.flatMap(({ id, file, line }): Problem[] => {
    if (id === undefined) {
      return [
        { file, line, what: 'claim() is called without a literal id', remedy: "Write the id as a string: claim('m1-…', …)" },
      ];
    }
    const claim = claims.get(id);
    if (!claim) {
      const near = nearest(id, [...claims.keys()]).join(', ');
      return [
        { file, line, what: `claim ${id} is in no ledger`, remedy: `Did you mean ${near}? Otherwise add it to specs/claims` },
      ];
    }
    if (claim.sameAs !== undefined) {
      const what = `claim ${id} says what ${claim.sameAs} says, and shares its spec`;
      return [
        {
          file,
          line,
          what,
          remedy: `Write the spec for ${claim.sameAs}, or take sameAs out at ${claim.ledgerFile}:${claim.ledgerLine}`,
        },
      ];
    }
    const first = places.get(id);
    if (first)
      return [{ file, line, what: `claim ${id} has a spec already, at ${first.file}:${first.line}`, remedy: 'Remove one' }];
    places.set(id, { file, line });
    return [];
  });
  return { specs, places, problems };
};

/** The spec that decides a claim: its own, or that of the claim it is the same as. */
export const placeOf = (
  places: ReadonlyMap<string, SpecPlace>,
  claim: { id: string; sameAs?: string | undefined },
): SpecPlace | undefined => places.get(claim.sameAs ?? claim.id);

/** Claims whose verdict the ledger calls measured, though no spec could have measured it. */
export const measuredWithoutSpec = (ledger: LoadedLedger, places: ReadonlyMap<string, SpecPlace>): Problem[] =>
  ledger.claims
    .filter((claim) => claim.basis === 'measured' && claim.expected !== 'editorial' && !placeOf(places, claim))
    .map((claim) => ({
      file: claim.ledgerFile,
      line: claim.ledgerLine,
      what: `claim ${claim.id} is measured, but no spec runs it`,
      remedy: 'Write its spec, or set its basis to predicted',
    }));
