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

const headingAbove = (document: MarkdownDocument, line: number): string => {
  const isInBlock = (at: number) => document.blocks.some(({ first, last }) => first <= at && at <= last);
  return (
    document.lines
      .slice(0, line - 1)
      .findLast((text, index) => /^#{1,6} /.test(text) && !isInBlock(index + 1))
      ?.replace(/^#+\s*/, '') ?? ''
  );
};

/** Every shell block of the document, in order, as steps. */
export function scriptOf(document: MarkdownDocument): ScriptBlock[] {
  return document.blocks
    .filter(({ commands }) => commands.length > 0)
    .map(({ first, last, commands }, index) => ({
      number: index + 1,
      first,
      last,
      heading: headingAbove(document, first),
      steps: commands.map(({ line, lastLine, text }) => stepOf(text, { line, lastLine })),
    }));
}
