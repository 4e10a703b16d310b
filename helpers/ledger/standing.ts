import { linesOf, spotsOf, type Anchor, type Spot } from '../documents/anchor.ts';
import { normalise, type MarkdownDocument, type Passage } from '../documents/document.ts';
import { follow } from '../documents/follow.ts';
import { lineNumbers } from '../documents/reworded.ts';
import { placesNow, type Places } from './applied.ts';
import { nearestTo, type Drift } from './drift.ts';
import { errataOf, erratumOf, lastLineOf, misplaced, type Erratum } from './errata.ts';
import type { Problem } from './errors.ts';
import type { LoadedClaim, Row, StandingErratum, StandingPlace } from './loaded.ts';
import { isWrong } from './otherwise.ts';
import type { Ledger } from './schema.ts';

/** A document as it stands and as it was accepted, and what its ledger says of it. */
export interface Written {
  document: MarkdownDocument;
  accepted: MarkdownDocument;
  claims: readonly Row[];
  ledger: Pick<Ledger, 'places'>;
}

/** The same, with everything at its place in the document as it stands. */
export interface Standing {
  claims: LoadedClaim[];
  places: Record<string, StandingPlace>;
  errata: StandingErratum[];
  /** The errata that somebody has applied, at the lines of the accepted text; with their lines in the document. */
  applied: Places['applied'];
  conflicts: Problem[];
  /** For each line of the accepted text, in order: the line at which it stands. */
  lines: readonly number[];
  /** Passages that are neither in the accepted text, nor in an erratum that is applied, nor in place of words that have drifted. */
  fresh: Passage[];
}

/** What became of a document since it was accepted. */
interface Change {
  document: MarkdownDocument;
  accepted: MarkdownDocument;
  /** Where each passage of the accepted text is now. */
  moved: readonly (number | undefined)[];
  errata: Places;
  /** Passages that are not where one of the accepted text went. */
  free: readonly Passage[];
}

/**
 * Finds each claim and each place in the document as it stands. What moved is found where it went; a claim whose erratum is applied is about
 * the new text; one whose words changed otherwise has drifted.
 */
export function standing({ document, accepted, claims, ledger }: Written): Standing {
  const rows = claims.map((row) => ({ row, found: find(accepted, document, row) }));
  const known = rows.flatMap(({ row, found }) =>
    'spot' in found && found.in === accepted ? [{ ...row, line: found.spot.line }] : [],
  );
  const { errata, conflicts } = errataOf(known);
  // of two texts for a line, somebody may have applied one
  const each = [
    ...errata,
    ...known.flatMap(erratumOf).filter(({ claims: [id] }) => !errata.some((one) => one.claims.includes(id ?? ''))),
  ];
  const change = changeOf(document, accepted, each);
  const unapplied = errata.filter((one) => !change.errata.applied.has(one));
  const now = rows.map(({ row, found }) => claimNow(row, found, change));
  const places = Object.fromEntries(Object.entries(ledger.places).map(([name, anchor]) => [name, placeNow(anchor, change)]));
  return {
    claims: now,
    places,
    errata: each.flatMap((erratum) => erratumNow(erratum, change, errata)),
    applied: change.errata.applied,
    // what somebody does to the document is no fault of its ledger
    conflicts: [...conflicts, ...misplaced(accepted, unapplied, known)],
    lines: accepted.lines.map((_, index) => lineNow(index + 1, change) ?? index + 1),
    fresh: freshIn(change, [...now, ...Object.values(places)]),
  };
}

/** Passages that came neither by an erratum nor in place of words that have drifted. */
function freshIn({ free, errata }: Change, found: readonly { drifted?: Drift }[]): Passage[] {
  const known = new Set(found.flatMap(({ drifted }) => (drifted?.now ? [`${drifted.now.line} ${drifted.now.text}`] : [])));
  const isErratum = ({ first, last }: Passage) =>
    [...errata.applied.values()].some((one) => one.first <= first && last <= one.last);
  return free.filter((passage) => !isErratum(passage) && !known.has(`${passage.first} ${passage.text}`));
}

function changeOf(document: MarkdownDocument, accepted: MarkdownDocument, errata: readonly Erratum[]): Change {
  const moved = follow(accepted.passages, document.passages);
  const taken = new Set(moved);
  const free = document.passages.filter((_, index) => !taken.has(index));
  return { document, accepted, moved, free, errata: placesNow(accepted, document, errata) };
}

type Found = { spot: Spot; in: MarkdownDocument } | { drift: Drift };

/** In the text that was accepted; words that are new since are found in the document as it stands. */
function find(accepted: MarkdownDocument, document: MarkdownDocument, anchor: Anchor): Found {
  for (const text of [accepted, document]) {
    const spots = spotsOf(text, anchor);
    const [spot] = spots;
    if (spot && spots.length === 1) return { spot, in: text };
    if (spots.length > 1) return { drift: { was: normalise(anchor.quote), several: spots.map(({ line }) => line) } };
  }
  const was = normalise(anchor.quote);
  const now = nearestTo(was, document.passages);
  return { drift: { was, ...(now && { now }) } };
}

/** The place in the document to which the passages of an accepted one went, all of them and together. */
function movedTo({ from, to }: Spot, quote: string, { document, moved }: Change): Spot | undefined {
  const first = moved[from];
  if (first === undefined) return undefined;
  for (let index = from; index <= to; index += 1) if (moved[index] !== first + index - from) return undefined;
  const last = first + to - from;
  return { from: first, to: last, ...linesOf(document, first, last, normalise(quote)) };
}

function claimNow(row: Row, found: Found, change: Change): LoadedClaim {
  if (!('spot' in found)) return { ...row, line: found.drift.now?.line ?? found.drift.several?.[0] ?? 1, drifted: found.drift };
  if (found.in === change.document && change.document !== change.accepted) return { ...row, line: found.spot.line };
  const claim = { ...row, line: found.spot.line, acceptedLine: found.spot.line };
  const { applied } = change.errata;
  const own = [...applied].find(([{ claims }]) => claims.includes(claim.id));
  if (own) return corrected(claim, change.document, own);
  const moved = movedTo(found.spot, claim.quote, change);
  if (moved) return { ...claim, line: moved.line };
  const touching = [...applied].filter(([{ first, last }]) => first <= lastLineOf(claim) && claim.line <= last);
  const elsewhere = touching
    .flatMap(([, lines]) => lineNumbers(lines))
    .find((line) => change.document.quoteEnd(line, claim.quote) !== undefined);
  if (elsewhere !== undefined) return { ...claim, line: elsewhere };
  if (touching.length > 0 && !isWrong(claim)) return reworded(claim, change, touching);
  return drifted(claim, found.spot, change);
}

function drifted(claim: LoadedClaim, spot: Spot, change: Change): LoadedClaim {
  const drift = driftOf(spot, change);
  return { ...claim, line: drift.now?.line ?? change.errata.now(claim.line) ?? lineBefore(spot, change), drifted: drift };
}

/** Of words that go over several passages, those that are gone; all of them where they only came apart. */
function driftOf({ from, to }: Spot, { accepted, moved, free }: Change): Drift {
  const passages = accepted.passages.slice(from, to + 1);
  const gone = passages.filter((_, index) => moved[from + index] === undefined);
  const was = (gone.length > 0 ? gone : passages).map(({ text }) => text).join(' ');
  const now = nearestTo(was, free);
  return { was, ...(now && { now }) };
}

/** The line of what stood before words that are gone. */
function lineBefore({ from }: Spot, { document, moved }: Change): number {
  const before = moved.slice(0, from).findLast((index) => index !== undefined);
  return before === undefined ? 1 : (document.passages[before]?.last ?? 1);
}

/** A place is found by its own words where the rest of its command reads otherwise. */
function placeNow(anchor: Anchor, change: Change): StandingPlace {
  const found = find(change.accepted, change.document, anchor);
  if (!('spot' in found)) return { line: found.drift.now?.line ?? 1, drifted: found.drift };
  if (found.in !== change.accepted) return { line: found.spot.line };
  const moved = movedTo(found.spot, anchor.quote, change);
  if (moved) return placeAt(moved.line, found.spot, change);
  const replaced = [...change.errata.applied.keys()].some(
    ({ first, last }) => first <= found.spot.line && found.spot.line <= last,
  );
  const line = replaced ? change.errata.now(found.spot.line) : undefined;
  if (line !== undefined) return { line };
  const drift = driftOf(found.spot, change);
  const still = spotsOf(change.document, { quote: anchor.quote }).filter(({ from }) =>
    change.free.includes(change.document.passages[from] as Passage),
  );
  const [spot] = still;
  if (spot && still.length === 1) return placeAt(spot.line, found.spot, change);
  return { line: drift.now?.line ?? lineBefore(found.spot, change), drifted: drift };
}

function placeAt(line: number, { line: before }: Spot, { accepted, document }: Change): StandingPlace {
  const [was, is] = [commandOf(accepted, before), commandOf(document, line)];
  return was === is ? { line } : { line, was };
}

/** The whole command that a line belongs to, or the line itself in a block without commands. */
const commandOf = (document: MarkdownDocument, line: number): string => {
  const commands = document.blocks.flatMap((block) => block.commands);
  const command = commands.find((one) => one.line <= line && line <= one.lastLine);
  const text = command?.text ?? document.lines[line - 1] ?? '';
  return text.replace(/[ \t]+$/gm, '');
};

/** The line at which an accepted one stands, unless it is gone or wrapped elsewhere. */
function lineNow(line: number, { document, accepted, moved, errata }: Change): number | undefined {
  const same = errata.now(line);
  if (same !== undefined) return same;
  const index = accepted.passages.findIndex(({ first, last }) => first <= line && line <= last);
  const passage = document.passages[moved[index] ?? -1];
  const now = passage && passage.first + line - (accepted.passages[index]?.first ?? line);
  const reads = (text: MarkdownDocument, at: number) => normalise(text.lines[at - 1] ?? '');
  return now !== undefined && reads(document, now) === reads(accepted, line) ? now : undefined;
}

/** An erratum that clashes with another one is none, unless it is applied. */
function erratumNow(erratum: Erratum, change: Change, agreed: readonly Erratum[]): StandingErratum[] {
  const lines = change.errata.applied.get(erratum);
  if (lines) return [{ ...erratum, ...lines, applied: true }];
  if (!agreed.includes(erratum)) return [];
  const [first, last] = [lineNow(erratum.first, change), lineNow(erratum.last, change)];
  // words that changed otherwise are not there to be replaced
  return first === undefined || last === undefined ? [] : [{ ...erratum, first, last, applied: false }];
}

/** The claim about the text that its erratum put there. What was measured before says nothing of that. */
function corrected(
  { erratum, seen, versions, why: _why, ...claim }: LoadedClaim,
  document: MarkdownDocument,
  [{ text }, { first, last }]: [Erratum, { first: number; last: number }],
): LoadedClaim {
  return {
    ...claim,
    line: first,
    quote: textAt(document, first, last),
    says: `As corrected: ${normalise(erratum?.text ?? text)}`,
    reading: 'literal',
    expected: 'verified',
    basis: 'predicted',
    applied: { quote: claim.quote, says: claim.says, expected: claim.expected, seen, ...(versions && { versions }) },
  };
}

/** What a claim says of the world still holds where an erratum of another claim has taken its words; nobody has to believe so unread. */
function reworded(
  claim: LoadedClaim,
  { document, errata }: Change,
  touching: [Erratum, { first: number; last: number }][],
): LoadedClaim {
  const first = Math.min(errata.now(claim.line) ?? Infinity, ...touching.map(([, lines]) => lines.first));
  const last = Math.max(errata.now(lastLineOf(claim)) ?? 0, ...touching.map(([, lines]) => lines.last));
  const by = touching.flatMap(([{ claims }]) => claims);
  return { ...claim, line: first, quote: textAt(document, first, last), reworded: { quote: claim.quote, by } };
}

const textAt = (document: MarkdownDocument, first: number, last: number): string =>
  document.lines
    .slice(first - 1, last)
    .join('\n')
    .trim();
