import type { MarkdownDocument } from '../documents/document.ts';
import { stepOf, type Step } from './step.ts';

/** A fenced shell block as a reader works through it. */
export type ScriptBlock = {
  /** From 1, in the document's order. */
  number: number;
  /** First and last line of the block's content in the document. */
  first: number;
  last: number;
  /** The nearest heading above. */
  heading: string;
  steps: Step[];
};

/** What a correction does to the command at `line`: `type` stands in its place (nothing: the line is dropped). */
export type Replacement = { line: number; type: string[]; claims: string[] };

const headingAbove = (document: MarkdownDocument, line: number): string => {
  const isInBlock = (at: number) => document.blocks.some(({ first, last }) => first <= at && at <= last);
  return (
    document.lines
      .slice(0, line - 1)
      .findLast((text, index) => /^#{1,6} /.test(text) && !isInBlock(index + 1))
      ?.replace(/^#+\s*/, '') ?? ''
  );
};

/** Every shell block of the document, in order, as steps; commands that a correction names are replaced by its text. */
export function scriptOf(document: MarkdownDocument, replacements: readonly Replacement[] = []): ScriptBlock[] {
  const byLine = new Map(replacements.map((one) => [one.line, one]));
  return document.blocks
    .filter(({ commands }) => commands.length > 0)
    .map(({ first, last, commands }, index) => ({
      number: index + 1,
      first,
      last,
      heading: headingAbove(document, first),
      steps: commands.flatMap(({ line, lastLine, text }) => {
        const replacement = byLine.get(line);
        return replacement
          ? replacement.type.map((corrected) => stepOf(corrected, { line, lastLine }, replacement.claims))
          : [stepOf(text, { line, lastLine })];
      }),
    }));
}
