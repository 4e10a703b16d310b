import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readDocument, type MarkdownDocument } from '../documents/document.ts';
import { coverage } from './coverage.ts';
import { UsageError } from '../errors.ts';
import { root as projectRoot } from '../root.ts';
import { LedgerError, type Problem } from './errors.ts';
import { digestsFile } from './lineDigests.ts';
import type { LoadedClaim, LoadedLedger } from './loaded.ts';
import { nearest } from './near.ts';
import { documentUnchanged, editorialFits, quotesStand, sameAsTargets, uniqueIds } from './rules.ts';
import { standing, type Standing } from './standing.ts';
import { parseLedger, type ParsedLedger } from './yaml.ts';

/** Where the ledgers are, relative to the root. */
export const ledgerFolder = 'specs/claims';

export type Source = ParsedLedger & { file: string; document: MarkdownDocument; digests: string; claims: LoadedClaim[] };

const readSource = async (root: string, file: string): Promise<{ source?: Source; problems: Problem[] }> => {
  const { parsed, problems } = parseLedger(file, await readFile(join(root, file), 'utf8'));
  if (!parsed) return { problems };
  const { ledger, lineOf } = parsed;
  const document = await readDocument(root, ledger.document).catch((error: NodeJS.ErrnoException) => error);
  if (document instanceof Error) {
    if (document.code !== 'ENOENT') throw document;
    const what = `document ${ledger.document} does not exist`;
    return { problems: [{ file, line: lineOf(['document']), what, remedy: 'Correct its path or put the file there' }] };
  }
  const digests = await readFile(join(root, digestsFile(file)), 'utf8').catch(() => '');
  const claims = ledger.claims.map((claim, index) => ({
    ...claim,
    document: ledger.document,
    ledgerFile: file,
    ledgerLine: lineOf(['claims', index]),
  }));
  return { source: { ...parsed, file, document, digests, claims }, problems };
};

const claimedLines = (document: MarkdownDocument, claims: readonly LoadedClaim[]): Map<number, string> =>
  new Map(
    claims.flatMap(({ id, line, quote }) => {
      const last = document.quoteEnd(line, quote) ?? line - 1;
      return Array.from({ length: last - line + 1 }, (_, index): [number, string] => [line + index, id]);
    }),
  );

const problemsOfSource = (source: Source, { claims, editorial, unexplained }: Standing): Problem[] => {
  const { document, digests, file, ledger, lineOf } = source;
  const fallen = claims.filter(({ line, quote }) => document.quoteEnd(line, quote) === undefined).map(({ line }) => line);
  const written = { file, line: lineOf(['sha256']), sha256: ledger.sha256, digests, unexplained };
  return [
    ...documentUnchanged(document, written, [...new Set(fallen)]),
    ...quotesStand(document, claims),
    ...editorialFits(document, { file, editorial, lineOf }, claimedLines(document, claims)),
  ];
};

const ledgerFiles = async (root: string): Promise<string[]> => {
  const names = (await readdir(join(root, ledgerFolder))).filter((name) => name.endsWith('.yaml')).sort();
  if (names.length > 0) return names.map((name) => `${ledgerFolder}/${name}`);
  const what = 'no ledger is in this folder';
  throw new LedgerError([{ file: ledgerFolder, what, remedy: 'Each document has one, such as module-1.yaml' }]);
};

/** Reads every ledger and its document without judging them: syntax and schema only. Throws LedgerError. */
export const readSources = async (root = projectRoot): Promise<Source[]> => {
  const read = await Promise.all((await ledgerFiles(root)).map((file) => readSource(root, file)));
  const problems = read.flatMap((one) => one.problems);
  if (problems.length > 0) throw new LedgerError(problems);
  return read.flatMap(({ source }) => (source ? [source] : []));
};

/**
 * Every claim of every document, as the document stands: where its erratum is applied, a claim is about the corrected text. Throws
 * LedgerError, with one line for each problem, when a ledger is not well formed, a quote does not stand at its line, an id is used twice, a
 * sameAs leads nowhere, or a document differs from the one hashed otherwise than by errata.
 */
export const loadLedger = async (root = projectRoot): Promise<LoadedLedger> => {
  const sources = (await readSources(root)).map((source) => ({ source, is: standing(source) }));
  const written = sources.flatMap(({ source }) => source.claims);
  const problems = [
    ...uniqueIds(written),
    ...sameAsTargets(written),
    ...sources.flatMap(({ source, is }) => problemsOfSource(source, is)),
  ];
  if (problems.length > 0) throw new LedgerError(problems);

  const claims = sources.flatMap(({ is }) => is.claims);
  const ids = new Map(claims.map((claim) => [claim.id, claim]));
  return {
    claims,
    documents: sources.map(({ source: { file, document }, is: { editorial, errata, conflicts, lines, claims } }) => ({
      ledgerFile: file,
      document,
      editorial,
      coverage: coverage(document, { claims, editorial }),
      errata,
      conflicts,
      lines,
    })),
    byId: (id) => {
      const claim = ids.get(id);
      if (claim) return claim;
      throw new UsageError(`No ledger has a claim ${id}. Did you mean ${nearest(id, [...ids.keys()]).join(', ')}?`);
    },
  };
};
