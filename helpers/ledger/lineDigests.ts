import { diffArrays } from 'diff';
import { createHash } from 'node:crypto';
import type { MarkdownDocument } from '../documents/document.ts';

/** Beside each ledger: a digest of every line of its document, so that a change is named by its line without a second copy of the text. */
export const digestsFile = (ledgerFile: string): string => ledgerFile.replace(/\.yaml$/, '.lines');

/** Eight hexadecimal digits of SHA-256 for each line. */
export const digestsOf = ({ lines }: Pick<MarkdownDocument, 'lines'>): string[] =>
  lines.map((line) => createHash('sha256').update(line).digest('hex').slice(0, 8));

export const digestsText = (document: MarkdownDocument): string => `${digestsOf(document).join('\n')}\n`;

const range = (first: number, count: number): string => (count === 1 ? `line ${first}` : `lines ${first}-${first + count - 1}`);

/** Where the present lines are not the digested ones: `line 334 differs; lines 12-13 are new; 2 lines are gone before line 40`. */
export const changesIn = (before: readonly string[], now: readonly string[]): string => {
  if (before.length === 0) return 'no digests of lines tell where';
  const changes: string[] = [];
  let at = 1;
  let gone = 0;
  const endGone = () => {
    if (gone > 0) changes.push(`${gone} ${gone === 1 ? 'line is' : 'lines are'} gone before line ${at}`);
    gone = 0;
  };
  for (const { added, removed, count } of diffArrays([...before], [...now])) {
    if (removed) gone = count;
    else if (added) {
      const changed = Math.min(gone, count);
      if (changed > 0) changes.push(`${range(at, changed)} ${changed === 1 ? 'differs' : 'differ'}`);
      if (count > changed) changes.push(`${range(at + changed, count - changed)} ${count - changed === 1 ? 'is' : 'are'} new`);
      at += count;
      gone -= changed;
      endGone();
    } else {
      endGone();
      at += count;
    }
  }
  endGone();
  return changes.join('; ') || 'only line ends differ';
};
