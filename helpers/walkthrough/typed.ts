import type { MarkdownDocument } from '../documents/document.ts';
import { lineNumbers, reworded } from '../documents/reworded.ts';
import { errataLeft } from '../ledger/corrected.ts';
import type { LoadedClaim, StandingErratum } from '../ledger/loaded.ts';
import { standing, type Standing, type Written } from '../ledger/standing.ts';
import { scriptOf, type ScriptBlock } from './script.ts';

/** A text to be typed. Lines are those of the document as its ledger knows it, whatever was added to the text since. */
export interface Typed {
  document: MarkdownDocument;
  blocks: ScriptBlock[];
  /** Whether every erratum of the ledger is in the text. */
  isCorrected: boolean;
  /** Whether these words stand at this line, or at one that came for it. */
  reads: (line: number, quote: string) => boolean;
  /** The claims of the document, at its present lines. */
  claims: LoadedClaim[];
}

/** The document as it stands. */
export function asWritten(source: Written): Typed {
  const is = standing(source);
  const { document } = source;
  const lines = document.lines.map((_, index) => writtenLine(is, index + 1));
  const isCorrected = is.errata.length > 0 && is.errata.every(({ applied }) => applied) && is.conflicts.length === 0;
  return { ...typed(document, lines, [], is), isCorrected };
}

/** The document with every erratum of its ledger applied: those that it lacks are put in. Throws LedgerError where that is no one text. */
export function corrected(source: Written): Typed {
  const is = standing(source);
  const { document, lines } = reworded(source.document, errataLeft(is));
  const from = lines.map((line) => writtenLine(is, line));
  return { ...typed(document, from, is.errata, is), isCorrected: true };
}

function typed(
  document: MarkdownDocument,
  lines: readonly number[],
  errata: readonly StandingErratum[],
  is: Standing,
): Omit<Typed, 'isCorrected'> {
  const lineOf = (line: number) => lines[line - 1] ?? line;
  const askedBy = new Map(errata.flatMap((one) => lineNumbers(one).map((line) => [writtenLine(is, line), one.claims] as const)));
  const blocks = scriptOf(document).map((block) => ({
    ...block,
    first: lineOf(block.first),
    last: lineOf(block.last),
    saves: block.saves.map((one) => ({ ...one, line: lineOf(one.line) })),
    steps: block.steps.map((step) => {
      const line = lineOf(step.line);
      return { ...step, line, lastLine: lineOf(step.lastLine), claims: askedBy.get(line) ?? [] };
    }),
  }));
  const reads = (line: number, quote: string) =>
    lines.some((from, index) => from === line && document.quoteEnd(index + 1, quote) !== undefined);
  return { document, blocks, reads, claims: is.claims };
}

/** The line of the document as the ledger knows it that stands at this present line, or the last one above where an erratum added lines. */
function writtenLine({ lines }: Standing, present: number): number {
  const own = lines.indexOf(present);
  return (own >= 0 ? own : lines.findLastIndex((line) => line <= present)) + 1;
}
