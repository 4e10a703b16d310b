import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { spotsOf } from '../documents/anchor.ts';
import { MarkdownDocument, readDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import { content } from '../content.ts';
import { contentFile } from '../contentFile.ts';
import { coverage, type Coverage } from './coverage.ts';
import { LedgerError, type Problem } from './errors.ts';
import type { LoadedClaim, LoadedLedger, Row } from './loaded.ts';
import { nearest } from './near.ts';
import { editorialStands, sameAsTargets, uniqueIds } from './rules.ts';
import { standing, type Written } from './standing.ts';
import { parseLedger, type ParsedLedger } from './yaml.ts';

/** Where the ledgers are, relative to the root. */
export const ledgerFolder = 'specs/claims';

/** Beside each ledger: its document as the ledger was last read against it. */
export const acceptedFile = (ledgerFile: string): string => ledgerFile.replace(/\.yaml$/, '.accepted.md');

export type Source = ParsedLedger & Written & { file: string; claims: Row[] };

const readSource = async (root: string, file: string): Promise<{ source?: Source; problems: Problem[] }> => {
  const { parsed, problems } = parseLedger(file, contentFile(join(root, file)));
  if (!parsed) return { problems };
  const { ledger, lineOf } = parsed;
  if (ledger.claims.length + ledger.undecided.length === 0) {
    const remedy = `List passages to decide: make document FILE=${ledger.document}`;
    return { problems: [{ file, line: lineOf(['claims']), what: 'the ledger has no claim and nothing undecided', remedy }] };
  }
  const document = await readDocument(root, ledger.document).catch((error: NodeJS.ErrnoException) => error);
  if (document instanceof Error) {
    if (document.code !== 'ENOENT') throw document;
    const what = `document ${ledger.document} does not exist`;
    return { problems: [{ file, line: lineOf(['document']), what, remedy: 'Correct its path or put the file there' }] };
  }
  const claims = ledger.claims.map((claim, index) => ({
    ...claim,
    document: ledger.document,
    ledgerFile: file,
    ledgerLine: lineOf(['claims', index]),
  }));
  return { source: { ...parsed, file, document, accepted: await readAccepted(root, file, document), claims }, problems };
};

/** A document that was never accepted is read as it stands. */
async function readAccepted(root: string, file: string, document: MarkdownDocument): Promise<MarkdownDocument> {
  const path = join(root, acceptedFile(file));
  const text = existsSync(path) ? contentFile(path) : document.text;
  return text === document.text ? document : new MarkdownDocument(document.path, text);
}

/** None where the folder is missing, too. */
export const ledgerFiles = async (root: string): Promise<string[]> => {
  const names = await readdir(join(root, ledgerFolder)).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${ledgerFolder}/${name}`);
};

const someLedgerFiles = async (root: string): Promise<string[]> => {
  const files = await ledgerFiles(root);
  if (files.length > 0) return files;
  const what = 'no ledger is in this folder';
  const remedy = 'Start one: make document FILE=<document> PREFIX=<prefix>; CONTENT names the folder that has some';
  throw new LedgerError([{ file: join(root, ledgerFolder), what, remedy }]);
};

/** Reads every ledger and its document without judging them: syntax and schema only. Throws LedgerError. */
export const readSources = async (root = content): Promise<Source[]> => {
  const read = await Promise.all((await someLedgerFiles(root)).map((file) => readSource(root, file)));
  const problems = read.flatMap((one) => one.problems);
  if (problems.length > 0) throw new LedgerError(problems);
  return read.flatMap(({ source }) => (source ? [source] : []));
};

/**
 * Every claim of every document, as the document stands, whatever has changed in it: where its erratum is applied, a claim is about the
 * corrected text, and where its words read otherwise it has drifted. Throws LedgerError, with one line for each problem, when a ledger is
 * not well formed, an id is used twice, a sameAs leads nowhere, or an erratum is none: several exclude each other, or one does not fit the
 * lines that it replaces.
 */
export const loadLedger = async (root = content): Promise<LoadedLedger> => {
  const ledger = ledgerOf(await readSources(root));
  const problems = ledger.documents.flatMap(({ conflicts }) => conflicts);
  if (problems.length > 0) throw new LedgerError(problems);
  return ledger;
};

/** The same, of ledgers that are read already; errata are not judged, but their faults told with the documents. */
export const ledgerOf = (read: readonly Source[]): LoadedLedger => {
  const written = read.flatMap(({ claims }) => claims);
  const problems = [...uniqueIds(written), ...sameAsTargets(written)];
  if (problems.length > 0) throw new LedgerError(problems);
  const versionsOf = new Map(written.map(({ id, versions }) => [id, versions]));
  const sources = read.map((one) => {
    // a claim that repeats another has its verdict, at each version
    const claims = one.claims.map((row) => ({ ...row, versions: row.versions ?? versionsOf.get(row.sameAs ?? '') }));
    const source = { ...one, claims };
    return { source, is: standing(source) };
  });

  const claims = sources.flatMap(({ is }) => is.claims);
  const ids = new Map(claims.map((claim) => [claim.id, claim]));
  return {
    claims,
    documents: sources.map(({ source, is: { claims: own, ...is } }) => {
      const { file, document, accepted, ledger } = source;
      const coverage = covered(document, own, ledger);
      return {
        ...is,
        namespaces: ledger.namespaces,
        ledgerFile: file,
        document,
        accepted,
        coverage,
        faults: editorialStands(source, { accepted, coverage }),
      };
    }),
    byId: (id) => {
      const claim = ids.get(id);
      if (claim) return claim;
      throw new UsageError(`No ledger has a claim ${id}. Did you mean ${nearest(id, [...ids.keys()]).join(', ')}?`);
    },
  };
};

function covered(
  document: MarkdownDocument,
  claims: readonly LoadedClaim[],
  { editorial, undecided }: Source['ledger'],
): Coverage {
  const spotOf = ({ line, quote }: LoadedClaim) => spotsOf(document, { quote }).find((spot) => spot.line === line);
  const quoted = claims.flatMap((claim) => {
    const spot = claim.drifted ? undefined : spotOf(claim);
    return spot ? [{ ...spot, tested: claim.expected !== 'editorial' }] : [];
  });
  const proposed = undecided.flatMap((one) => spotsOf(document, one).map((spot) => ({ ...spot, undecided: one })));
  return coverage(document, quoted, editorial, proposed);
}
