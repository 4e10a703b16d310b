import type { MarkdownDocument, Passage } from '../documents/document.ts';
import type { Roles } from '../namespaceRoles.ts';
import type { Coverage } from './coverage.ts';
import type { Drift } from './drift.ts';
import type { Erratum } from './errata.ts';
import type { Problem } from './errors.ts';
import type { VersionRange } from '../versions.ts';
import type { Stated } from './otherwise.ts';
import type { LedgerClaim } from './schema.ts';

/** A row of a ledger with its document and the place of its entry in the ledger, both relative to the root. */
export type Row = LedgerClaim & { document: string; ledgerFile: string; ledgerLine: number };

/** A claim at the line of the document, from 1, at which its quote begins; of one that has drifted, where it would be looked for. */
export type LoadedClaim = Row & {
  line: number;
  /** That line in the text that was accepted; undefined for words that are new since. */
  acceptedLine?: number | undefined;
  /** What the claim was while the document was as written: its erratum is applied, and the claim is about that text now. */
  applied?: Pick<LedgerClaim, 'quote' | 'says' | 'expected' | 'seen' | 'versions'>;
  /** The words that it quoted, and the claims with whose erratum they went. */
  reworded?: { quote: string; by: string[] };
  /** Every verdict that its row expects, where that differs by version and those of the cluster are known. */
  stated?: Stated[];
  /** Set where it is about other versions than those of the cluster, or these are not known: it is not run. */
  outside?: { lacks?: VersionRange; says: string };
  /** Set where its words have changed since they were accepted: it is not run. */
  drifted?: Drift;
};

/** An erratum at the lines of the document as it stands: those of its own text once it is applied. */
export type StandingErratum = Erratum & { applied: boolean };

/** A part of the document that specs name, by its line; `drifted` where its words are gone, `was` where they read otherwise than accepted. */
export type StandingPlace = { line: number; was?: string; drifted?: Drift };

export type LoadedDocument = {
  ledgerFile: string;
  document: MarkdownDocument;
  /** Its text as the ledger was last read against it. */
  accepted: MarkdownDocument;
  places: Readonly<Record<string, StandingPlace>>;
  /** What its namespaces are to a lane. */
  namespaces: Roles;
  coverage: Coverage;
  /** Editorial quotes that are no whole passage, or that a claim quotes. */
  faults: Problem[];
  /** Passages that are not in the text that was accepted. */
  fresh: readonly Passage[];
  errata: StandingErratum[];
  /** Lines for which claims have different errata, none of which is among `errata`; and errata that do not fit the accepted text. */
  conflicts: Problem[];
  /** For each line of the accepted text, in order: the line at which it stands. */
  lines: readonly number[];
};

export type LoadedLedger = {
  claims: LoadedClaim[];
  documents: LoadedDocument[];
  /** Throws UsageError with near matches for an id that no ledger has. */
  byId: (id: string) => LoadedClaim;
};
