import { diffArrays } from 'diff';
import { MarkdownDocument, normalise } from '../documents/document.ts';
import { lineNumbers, linesOf } from '../documents/reworded.ts';
import type { Erratum } from './errata.ts';

type Lines = { first: number; last: number };

/** How the lines of a document compare with those that were accepted. */
export interface Places {
  /** The line of the document at which an accepted line stands, or what an erratum put there; undefined for a line that is gone. */
  now: (line: number) => number | undefined;
  /** The errata that somebody has applied, with their lines in the document. */
  applied: Map<Erratum, Lines>;
}

/** @param errata at the lines of the accepted text */
export function placesNow(accepted: MarkdownDocument, document: MarkdownDocument, errata: readonly Erratum[]): Places {
  const same = sameLines(trimmed(accepted), trimmed(document));
  const applied = new Map(
    errata.flatMap((erratum) => {
      const found = foundIn(document, erratum, windowOf(erratum, same, document.lines.length));
      return found && !isAccepted(erratum, found, same) ? [[erratum, found] as const] : [];
    }),
  );
  return { now: (line) => same.get(line) ?? replacing(line, applied), applied };
}

const trimmed = ({ lines }: MarkdownDocument): string[] => lines.map((line) => line.trimEnd());

/** Lines that did not change: from the accepted line to the present one. */
function sameLines(accepted: readonly string[], present: readonly string[]): Map<number, number> {
  const same = new Map<number, number>();
  let [was, is] = [1, 1];
  for (const { added, removed, count } of diffArrays([...accepted], [...present])) {
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
const isAccepted = (erratum: Lines, found: Lines, same: ReadonlyMap<number, number>): boolean =>
  found.last - found.first === erratum.last - erratum.first &&
  lineNumbers(erratum).every((line) => same.get(line) === line - erratum.first + found.first);

function replacing(line: number, applied: ReadonlyMap<Erratum, Lines>): number | undefined {
  for (const [erratum, { first, last }] of applied)
    if (erratum.first <= line && line <= erratum.last) return Math.min(first + line - erratum.first, last);
  return undefined;
}

/** The document as it would read without these errata: with the lines that were accepted in the place of each. */
export function withoutErrata(
  document: MarkdownDocument,
  accepted: MarkdownDocument,
  applied: Places['applied'],
): MarkdownDocument {
  if (applied.size === 0) return document;
  const written = document.text.split(/(?<=\n)/);
  const eol = document.text.includes('\r\n') ? '\r\n' : '\n';
  // from the end, so that lines above keep their numbers
  for (const [erratum, { first, last }] of [...applied].sort(([, a], [, b]) => b.first - a.first)) {
    const end = /\r?\n$/.exec(written[last - 1] ?? '')?.[0] ?? '';
    written.splice(first - 1, last - first + 1, accepted.lines.slice(erratum.first - 1, erratum.last).join(eol) + end);
  }
  return new MarkdownDocument(document.path, written.join(''));
}
