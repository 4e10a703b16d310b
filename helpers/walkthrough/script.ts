import type { MarkdownDocument } from '../documents/document.ts';
import { savedBlocksOf } from '../documents/savedFiles.ts';
import { tellsToLeave } from './leaving.ts';
import { stepOf, type Step } from './step.ts';

/** A block of commands as a reader works through it. */
export type ScriptBlock = {
  /** From 1, in the document's order. */
  number: number;
  /** First and last line of the block's content in the document. */
  first: number;
  last: number;
  /** The nearest heading above. */
  heading: string;
  /** Words between the block before and this one, outside every block: what a reader reads before typing. */
  words: number;
  /** Files that the text has its reader save before this block is typed; `line` is where their content begins. */
  saves: { file: string; text: string; line: number }[];
  /** The text above it has its reader leave a shell. */
  leaves: boolean;
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

/** The text of the lines after `after` and before `first` that stand in no block of code. */
const textBetween = (document: MarkdownDocument, after: number, first: number): string =>
  document.lines
    .slice(after, first - 1)
    .filter((text, index) => !/^\s*(?:`{3}|~{3}|\{[{%])/.test(text) && !document.isCode(after + index + 1))
    .join('\n');

/** Every block of the document that is read as commands, in order, as steps. */
export function scriptOf(document: MarkdownDocument): ScriptBlock[] {
  const saved = savedBlocksOf(document);
  return document.blocks
    .filter(({ commands }) => commands.length > 0)
    .map(({ first, last, commands }, index, blocks) => {
      const said = textBetween(document, blocks[index - 1]?.last ?? 0, first);
      return {
        number: index + 1,
        first,
        last,
        heading: headingAbove(document, first),
        words: said.split(/\s+/).filter(Boolean).length,
        leaves: tellsToLeave(said),
        saves: saved
          .filter((one) => (blocks[index - 1]?.first ?? 0) < one.first && one.first < first)
          .map(({ file, text, first: line }) => ({ file, text, line })),
        steps: commands.map(({ line, lastLine, text, output, prompt }) =>
          stepOf(text, { line, lastLine, ...(output !== undefined && { output }), ...(prompt !== undefined && { prompt }) }),
        ),
      };
    });
}
