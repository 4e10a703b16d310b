import type { Walkthrough } from '../../helpers/walkthrough/schema.ts';

/** The headings that the page and the table share. */
export const headings = {
  missing: 'Declared, but not seen',
  accepted: 'Commands that fail as the text expects',
  unread: 'Blocks that are not read as commands',
  leftovers: 'What the clean-up leaves',
  treatment: 'How the document was typed',
};

export const titleOf = ({ document, as }: Walkthrough) => `${document}, as ${as}`;

export function summaryOf({ blocks, status, findings }: Walkthrough): string {
  const commands = blocks.reduce((sum, block) => sum + block.commands.length, 0);
  return `${commands} commands in ${blocks.length} blocks, ${status}; ${findings.length} lines differ from what the document promises.`;
}
