import type { MarkdownDocument } from '../documents/document.ts';
import type { Coverage } from './coverage.ts';
import type { Ledger, LedgerClaim } from './schema.ts';

/** A claim with its document and the place of its entry in the ledger, both relative to the root. */
export type LoadedClaim = LedgerClaim & { document: string; ledgerFile: string; ledgerLine: number };

export type LoadedDocument = {
  ledgerFile: string;
  document: MarkdownDocument;
  editorial: Ledger['editorial'];
  coverage: Coverage;
};

export type LoadedLedger = {
  claims: LoadedClaim[];
  documents: LoadedDocument[];
  /** Throws UsageError with near matches for an id that no ledger has. */
  byId: (id: string) => LoadedClaim;
};
