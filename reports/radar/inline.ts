import { markup, type Content } from '../web/markup.ts';

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)/g;

/** The code, emphasis and links of a line of Markdown; everything else stands as it is. */
export function inline(text: string): Content[] {
  const parts: Content[] = [];
  let at = 0;
  for (const { index, 0: whole, 1: code, 2: strong, 3: label, 4: address } of text.matchAll(marks)) {
    parts.push(text.slice(at, index));
    if (code !== undefined) parts.push(markup`<code>${code}</code>`);
    else if (strong !== undefined) parts.push(markup`<strong>${strong}</strong>`);
    else parts.push(markup`<a href="${address}">${label}</a>`);
    at = index + whole.length;
  }
  return [...parts, text.slice(at)];
}
