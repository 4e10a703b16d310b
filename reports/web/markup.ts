/** Markup that is safe. A template escapes every other value. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
  toString() {
    return this.source;
  }
}

export type Content = Markup | string | number | false | null | undefined | readonly Content[];

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// XML 1.0 cannot express these characters, and the output of terminals often has them.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

// A quick test: most texts of a page need no replacement.
// eslint-disable-next-line no-control-regex
const suspect = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Text for an HTML or XML element or a quoted attribute. Characters that XML cannot express become U+FFFD. */
export function escape(text: string): string {
  if (!suspect.test(text)) return text;
  return text
    .toWellFormed()
    .replace(forbidden, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

function render(content: Content): string {
  if (content instanceof Markup) return content.source;
  if (content === false || content === null || content === undefined) return '';
  if (typeof content === 'string') return escape(content);
  if (typeof content === 'number') return String(content);
  return content.map(render).join('');
}

/** Template tag: escapes every `${value}` that is not Markup, and leaves out false, null and undefined. */
export function markup(literals: TemplateStringsArray, ...values: Content[]): Markup {
  let source = literals[0] ?? '';
  for (let at = 0; at < values.length; at++) source += render(values[at]) + literals[at + 1]!;
  return new Markup(source);
}

/** Turns text into markup without escaping. Use this only for text of this repository. */
export const trusted = (source: string) => new Markup(source);
