import { spotsOf, type Anchor } from '../documents/anchor.ts';
import type { MarkdownDocument } from '../documents/document.ts';
import { describeDrift, type Drift } from './drift.ts';
import type { LedgerEdit } from './ledgerEdit.ts';
import type { LoadedClaim } from './loaded.ts';
import type { Ledger } from './schema.ts';
import type { Standing } from './standing.ts';

/** A change of the ledger's text that a document asks for. `offers`: what a person has to agree to; nothing where it follows by itself. */
export interface LedgerChange {
  says: string;
  offers?: string;
  /** What a person has to do once it is made. */
  leaves?: string;
  apply: (ledger: LedgerEdit) => void;
}

/** How a change is told. */
interface Known {
  /** The spec that decides a claim, as `file:line`. */
  specOf: (claim: LoadedClaim) => string | undefined;
  /** The line that a reader of the document sees, of one of the text that is taken over. */
  lineOf: (line: number) => number;
}

/** What has to change in the ledger for the document to be accepted as it stands. */
export const changesOf = (
  { claims, places }: Standing,
  anchors: Ledger['places'],
  document: MarkdownDocument,
  known: Known,
): LedgerChange[] => [
  ...claims.flatMap((claim) => changeOfClaim(claim, document, known)),
  ...Object.entries(places).flatMap(([name, { line, drifted }]): LedgerChange[] => {
    const anchor = anchors[name];
    if (!anchor || (!drifted && standsAt(document, anchor, line))) return [];
    const replace = (now: Anchor) => (ledger: LedgerEdit) => ledger.replace(name, now);
    if (!drifted && stands(document, anchor)) return [{ says: name, apply: replace(anchorOf(document, anchor.quote, line)) }];
    const text = drifted ? drifted.now?.text : textAt(document, line);
    if (text === undefined) return [];
    const reads = `line ${known.lineOf(line)} reads “${text}”.`;
    const says = `place ${name}: ${drifted ? describeDrift(shown(drifted, known)) : reads}`;
    return [{ says, offers: 'name the new words', apply: replace(anchorOf(document, text, drifted?.now?.line ?? line)) }];
  }),
];

function changeOfClaim(claim: LoadedClaim, document: MarkdownDocument, known: Known): LedgerChange[] {
  const { id, quote, line, drifted } = claim;
  const seen = known.lineOf(line);
  const requote = (words: string, at: number) => (ledger: LedgerEdit) => ledger.requote(id, anchorOf(document, words, at));
  const spec = known.specOf(claim);
  if (claim.applied) {
    const turns = spec && `in ${spec} what it states by erratum becomes its expect, and what it expected goes`;
    const offers = `quote the corrected words and expect verified${turns ? `; then ${turns}` : ''}`;
    const said = claim.says.replace('As corrected: ', '');
    const apply = (ledger: LedgerEdit) => ledger.correct(id, anchorOf(document, quote, line), said);
    const says = `${id}: its erratum stands at line ${seen}: “${quote}”`;
    return [{ says, offers, apply, ...(turns && { leaves: `${id} has to be turned: ${turns}.` }) }];
  }
  if (claim.reworded) {
    const says = `${id}: an erratum took its words: line ${seen} reads “${quote}”`;
    return [{ says, offers: 'quote the new words', apply: requote(quote, line) }];
  }
  // the same words may stand elsewhere now
  if (!drifted) return standsAt(document, claim, line) ? [] : [{ says: id, apply: requote(quote, line) }];
  if (drifted.several) return [];
  const { now } = drifted;
  const says = `${id}: ${describeDrift(shown(drifted, known))}`;
  if (!now) {
    const leaves = claim.sameAs === undefined && spec ? { leaves: `${id} is removed: its spec ${spec} has to go too.` } : {};
    return [{ says, offers: 'remove the claim; its spec has to go too', apply: (ledger) => ledger.remove(id), ...leaves }];
  }
  if (standsAt(document, claim, now.line))
    return [{ says, offers: 'keep the quote, which still stands', apply: () => undefined }];
  return [{ says, offers: 'quote the new words', apply: requote(now.text, now.line) }];
}

const stands = (document: MarkdownDocument, { quote, section }: Anchor): boolean =>
  spotsOf(document, { quote, section }).length > 0;

/** Whether the words stand at this line, and nowhere else. */
function standsAt(document: MarkdownDocument, { quote, section }: Anchor, line: number): boolean {
  const [spot, ...others] = spotsOf(document, { quote, section });
  return others.length === 0 && spot?.line === line;
}

/** The words, with the nearest heading that tells them from their like, or the whole passage that they are a part of. */
function anchorOf(document: MarkdownDocument, words: string, line: number): { quote: string; section?: string } {
  const passage = document.passages.find(({ first, last }) => first <= line && line <= last);
  for (const quote of [words, passage?.text ?? words]) {
    if (standsAt(document, { quote }, line)) return { quote };
    const section = passage?.sections.findLast((one) => standsAt(document, { quote, section: one }, line));
    if (section !== undefined) return { quote, section };
  }
  return { quote: words };
}

const textAt = (document: MarkdownDocument, line: number): string | undefined =>
  document.passages.find(({ first, last }) => first <= line && line <= last)?.text;

/** A drift with the line that a reader of the document sees. */
const shown = ({ now, ...drift }: Drift, { lineOf }: Known): Drift => ({
  ...drift,
  ...(now && { now: { ...now, line: lineOf(now.line) } }),
});
