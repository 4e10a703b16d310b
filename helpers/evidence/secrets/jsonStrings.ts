const [quote, backslash, lineFeed, carriageReturn] = ['"', '\\', '\n', '\r'].map((one) => one.charCodeAt(0));

/**
 * The string of JSON that begins at `from`: to its closing quote, or to the end of its line where it has none. Read by hand: a regular
 * expression runs out of stack on a string of some megabytes.
 */
export function stringAt(text: string, from: number): { to: number; closed: boolean } {
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return { to: at + 1, closed: true };
    if (code === backslash) at++;
    else if (code === lineFeed || code === carriageReturn) return { to: at, closed: false };
  }
  return { to: text.length, closed: false };
}

/** Strings of JSON, quotes included, wherever in the text they stand. */
export function* stringsIn(text: string): Generator<{ from: number; to: number }> {
  for (let from = text.indexOf('"'); from >= 0;) {
    const { to, closed } = stringAt(text, from);
    if (closed) yield { from, to };
    from = text.indexOf('"', to);
  }
}
