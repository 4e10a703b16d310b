import { stripVTControlCharacters } from 'node:util';

/** A text as an operator's terminal may show it: what a container printed must not move the cursor, set a title or the clipboard, or give orders to CI. */
export function forTerminal(text: string): string {
  const shown = stripVTControlCharacters(text)
    // eslint-disable-next-line no-control-regex -- control characters are what is taken out, but for tab and end of line
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '');
  // GitHub obeys lines of a job's log that begin so; the runner does not look behind the first word
  return shown.replaceAll(/^(\s*)::/gm, '$1: :').replaceAll('##[', '## [');
}
