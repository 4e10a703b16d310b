import type { MarkdownDocument } from '../documents/document.ts';
import { describeUnread, type Walkthrough } from './schema.ts';

type Unread = NonNullable<Walkthrough['unread']>;

/** The blocks of code that a walk neither types nor saves, each with the reason. */
export const unreadOf = ({ blocks }: Pick<MarkdownDocument, 'blocks'>): Unread =>
  blocks.flatMap(({ first, last, unread, file }) =>
    unread === undefined || file !== undefined ? [] : [{ first, last, why: unread }],
  );

/** Why there is nothing to walk through. */
export function nothingRead(path: string, unread: Unread): string {
  if (unread.length === 0) return `${path} has no block of code: there is nothing to type.`;
  return [
    `${path}: none of its blocks is read as commands, so there is nothing to type:`,
    ...unread.map((one) => `  ${describeUnread(one)}`),
    'Name a shell where a block holds commands (```bash), or put a prompt ($) before each.',
  ].join('\n');
}
