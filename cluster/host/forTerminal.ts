import { stripVTControlCharacters } from 'node:util';

/** A text as an operator's terminal may show it: what a container printed must not move the cursor, set a title or the clipboard. */
export function forTerminal(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is taken out, but for tab and end of line
  return stripVTControlCharacters(text).replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
}
