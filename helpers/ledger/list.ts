import { LedgerError } from './errors.ts';
import { loadLedger } from './load.ts';
import type { LoadedClaim, LoadedLedger } from './loaded.ts';
import { describeExpected } from './otherwise.ts';
import { select } from './select.ts';
import type { SpecPlace } from './specFiles.ts';
import { placeOf, scanSpecs } from './specs.ts';

const specColumn = ({ sameAs, expected }: LoadedClaim, place: SpecPlace | undefined): string => {
  const spec = place ? `${place.file}:${place.line}` : expected === 'editorial' ? 'never run' : 'no spec yet';
  return sameAs ? `same as ${sameAs} (${spec})` : spec;
};

const expectedColumn = (claim: LoadedClaim): string => {
  const { expected, basis, applied } = claim;
  if (applied) return `${expected} (erratum applied; was ${describeExpected(applied)})`;
  const words = describeExpected(claim);
  return basis === 'measured' || expected === 'editorial' ? words : `${words} (predicted)`;
};

const asTable = (rows: string[][]): string => {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

/** The claims selected as a table or as JSON, by document and line. Throws LedgerError for specs that do not fit the ledger. */
export const list = async ({
  root,
  claims,
  doc,
  json,
}: {
  root: string;
  claims?: string;
  doc?: string;
  json: boolean;
}): Promise<string> => {
  const ledger = await loadLedger(root);
  const { places, problems } = await scanSpecs(root, ledger);
  if (problems.length > 0) throw new LedgerError(problems);
  const selected = select(ledger, { claims, doc })
    .map((id) => ledger.byId(id))
    .sort((a, b) => a.document.localeCompare(b.document) || a.line - b.line);

  if (json) {
    const entries = selected.map((claim) => ({ ...claim, spec: placeOf(places, claim) ?? null }));
    return JSON.stringify(entries, null, 2);
  }
  const rows = selected.map((claim) => [
    claim.id,
    `${claim.document}:${claim.line}`,
    expectedColumn(claim),
    specColumn(claim, placeOf(places, claim)),
  ]);
  const table = asTable([['claim', 'document:line', 'expected', 'spec'], ...rows]);
  const counts = `${selected.length} claims, ${selected.filter((claim) => placeOf(places, claim)).length} with a spec.`;
  return [table, counts, ...undecidedIn(ledger)].join('\n');
};

const undecidedIn = ({ documents }: LoadedLedger): string[] =>
  documents.flatMap(({ ledgerFile, document, coverage }) => {
    const entries = new Set(coverage.unclassified.flatMap(({ undecided }) => undecided ?? []));
    return entries.size > 0 ? [`${document.path}: ${entries.size} undecided (${ledgerFile})`] : [];
  });
