import type { MarkdownDocument } from '../documents/document.ts';
import type { Coverage } from './coverage.ts';
import type { Erratum } from './errata.ts';
import type { Problem } from './errors.ts';
import type { Ledger, LedgerClaim } from './schema.ts';

/** A claim with its document and the place of its entry in the ledger, both relative to the root. */
export type LoadedClaim = LedgerClaim & {
  document: string;
  ledgerFile: string;
  ledgerLine: number;
  /** The line of the ledger's entry, where errata that are applied have moved the claim to another one. */
  writtenLine?: number;
  /** What the claim was while the document was as written: its erratum is applied, and the claim is about that text now. */
  applied?: Pick<LedgerClaim, 'quote' | 'says' | 'expected' | 'seen'>;
  /** The words that it quoted, and the claims with whose erratum they went. */
  reworded?: { quote: string; by: string[] };
};

/** An erratum at the lines of the document as it stands: those of its own text once it is applied. */
export type StandingErratum = Erratum & { applied: boolean };

export type LoadedDocument = {
  ledgerFile: string;
  document: MarkdownDocument;
  editorial: Ledger['editorial'];
  coverage: Coverage;
  errata: StandingErratum[];
  /** Lines for which claims have different errata: none of them is among `errata`. */
  conflicts: Problem[];
  /** For each line of the document as the ledger knows it, in order: the line at which it stands. They differ where errata are applied. */
  lines: readonly number[];
};

export type LoadedLedger = {
  claims: LoadedClaim[];
  documents: LoadedDocument[];
  /** Throws UsageError with near matches for an id that no ledger has. */
  byId: (id: string) => LoadedClaim;
};
