/** An invisible break: GitHub and GitLab look for names, numbers and addresses after the text is rendered, where no backslash is left. */
const apart = '\u200b';

/**
 * A stranger's words on a line: no markup, no HTML, no link, and nobody is called by them.
 * What must be copied to the letter belongs into `code` or `fence`.
 */
export const inline = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[@#!&$%~^](?=[\w"])|:(?=\/\/)|(?:GH-|www)(?=[\d.])/gi, `$&${apart}`)
    .replace(/[\\`*_[\]<>|~&!$#]/g, '\\$&') || '(no words)';

const runs = (text: string): number => Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));

/** Words to the letter, in which nothing is looked for. */
export function code(text: string): string {
  const words = text.replace(/\s+/g, ' ').trim();
  if (!words) return '(no words)';
  const ticks = '`'.repeat(runs(words) + 1);
  const gap = /^`|`$/.test(words) ? ' ' : '';
  return `${ticks}${gap}${words}${gap}${ticks}`;
}

/** Lines to the letter. */
export function fence(text: string, info = 'text'): string {
  const ticks = '`'.repeat(Math.max(3, runs(text) + 1));
  return `${ticks}${info}\n${text}${text && '\n'}${ticks}`;
}

const bytes = (text: string): number => Buffer.byteLength(text);

/** As many blocks, an empty line between them, as `most` bytes of UTF-8 allow; `rest` says how many are left out. */
export function fit(blocks: readonly string[], most: number, rest: (left: number) => string): string {
  const shown: string[] = [];
  let room = most;
  for (const [at, block] of blocks.entries()) {
    const last = at === blocks.length - 1 ? 0 : bytes(`\n\n${rest(blocks.length - at - 1)}`);
    const size = bytes(`${block}\n\n`);
    if (size + last > room) return [...shown, rest(blocks.length - at)].join('\n\n');
    shown.push(block);
    room -= size;
  }
  return shown.join('\n\n');
}
