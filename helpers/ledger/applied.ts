import { diffArrays } from 'diff';
import { normalise, type MarkdownDocument } from '../documents/document.ts';
import { lineNumbers, linesOf } from '../documents/reworded.ts';
import type { Erratum } from './errata.ts';
import { changesIn, digestsOf } from './lineDigests.ts';

type Lines = { first: number; last: number };

/** How a document compares with the one that its ledger was written for. */
export interface Places {
  /** The line of the document at which a line as written stands, or what replaced it; undefined for a line that is gone. */
  now: (line: number) => number | undefined;
  /** The errata that somebody has applied, with their lines in the document. */
  applied: Map<Erratum, Lines>;
  /** Whether nothing differs but by the errata that are applied. */
  explained: boolean;
  /** What differs besides, by lines of the document. */
  unexplained: string;
}

/** @param written the digest of each line as the ledger knows it: the text itself is not kept */
export function placesNow(written: readonly string[], document: MarkdownDocument, errata: readonly Erratum[]): Places {
  const present = digestsOf(document);
  const same = sameLines(written, present);
  const applied = new Map(
    errata.flatMap((erratum) => {
      const found = foundIn(document, erratum, windowOf(erratum, same, present.length));
      return found && !isWritten(erratum, found, same) ? [[erratum, found] as const] : [];
    }),
  );
  const expected = withErrata(written, present, applied);
  const explained = expected.join() === present.join();
  return {
    now: (line) => same.get(line) ?? replacing(line, applied),
    applied,
    explained,
    unexplained: explained ? '' : changesIn(expected, present),
  };
}

/** Lines that did not change: from the line as written to the present one. */
function sameLines(written: readonly string[], present: readonly string[]): Map<number, number> {
  const same = new Map<number, number>();
  let [was, is] = [1, 1];
  for (const { added, removed, count } of diffArrays([...written], [...present])) {
    if (!added && !removed) for (let index = 0; index < count; index += 1) same.set(was + index, is + index);
    if (!added) was += count;
    if (!removed) is += count;
  }
  return same;
}

/** Where an erratum's text can stand: between the nearest lines around its own that did not change. */
function windowOf({ first, last }: Lines, same: ReadonlyMap<number, number>, end: number): Lines {
  const kept = [...same.keys()];
  const before = kept.findLast((line) => line < first);
  const after = kept.find((line) => line > last);
  return {
    first: before === undefined ? 1 : (same.get(before) ?? 0) + 1,
    last: after === undefined ? end : (same.get(after) ?? 0) - 1,
  };
}

function foundIn(document: MarkdownDocument, { text }: Erratum, window: Lines): Lines | undefined {
  const lines = linesOf(text);
  for (let first = window.first; first + lines.length - 1 <= window.last; first += 1) {
    const reads = (wanted: string, index: number) => isLine(document, first + index, wanted, index === 0);
    if (lines.every(reads)) return { first, last: first + lines.length - 1 };
  }
  return undefined;
}

/** In code each character counts, but for the indentation that a first line takes over. */
function isLine(document: MarkdownDocument, line: number, wanted: string, isFirst: boolean): boolean {
  const is = document.lines[line - 1] ?? '';
  if (!document.isCode(line)) return normalise(is) === normalise(wanted);
  return isFirst ? is.trim() === wanted.trim() : is.trimEnd() === wanted.trimEnd();
}

/** Whether the text that was found is the document's own, unchanged. */
const isWritten = (erratum: Lines, found: Lines, same: ReadonlyMap<number, number>): boolean =>
  found.last - found.first === erratum.last - erratum.first &&
  lineNumbers(erratum).every((line) => same.get(line) === line - erratum.first + found.first);

/** The digests that the document would have if nothing but these errata had changed it. */
function withErrata(written: readonly string[], present: readonly string[], applied: ReadonlyMap<Erratum, Lines>): string[] {
  const byLine = new Map([...applied].map(([erratum, lines]) => [erratum.first, { erratum, lines }]));
  const expected: string[] = [];
  for (let line = 1; line <= written.length; line += 1) {
    const here = byLine.get(line);
    if (here) {
      expected.push(...present.slice(here.lines.first - 1, here.lines.last));
      line = here.erratum.last;
    } else expected.push(written[line - 1] ?? '');
  }
  return expected;
}

function replacing(line: number, applied: ReadonlyMap<Erratum, Lines>): number | undefined {
  for (const [erratum, { first, last }] of applied)
    if (erratum.first <= line && line <= erratum.last) return Math.min(first + line - erratum.first, last);
  return undefined;
}
