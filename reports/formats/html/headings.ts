/** Line (from 1) and text of every Markdown heading of the first two levels, outside fenced code. */
export function headings(markdown: string): { line: number; text: string }[] {
  let fenced = false;
  return markdown.split('\n').flatMap((source, index) => {
    if (/^\s*(```|~~~)/.test(source)) fenced = !fenced;
    const text = fenced ? undefined : /^##?\s+(.+?)\s*#*$/.exec(source)?.[1];
    return text ? [{ line: index + 1, text }] : [];
  });
}
