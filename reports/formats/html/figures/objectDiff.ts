import { structuredPatch } from 'diff';
import { type Markup, markup } from '../../../web/markup.ts';

const line = (text: string): Markup => {
  if (text.startsWith('+')) return markup`<ins>${text}</ins>`;
  return text.startsWith('-') ? markup`<del>${text}</del>` : markup`<span>${text}</span>`;
};

/** A unified diff of two texts with three lines of context. Line numbers separate distant parts. */
export function objectDiff(before: string, after: string): Markup {
  const { hunks } = structuredPatch('before', 'after', before, after, undefined, undefined, { context: 3 });
  return markup`<pre class="object-diff">${hunks.map(({ oldStart, newStart, lines }, index) => [
    index > 0 && markup`<span class="aside">line ${oldStart} → ${newStart}</span>`,
    lines.map(line),
  ])}</pre>`;
}
