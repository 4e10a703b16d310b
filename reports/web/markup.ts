/** A piece of markup that is safe as it stands; everything else is escaped when it is put into a template. */
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

// XML 1.0 has no notation for these, and a terminal's output often holds them.
// eslint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

// Most of a page's many short texts hold nothing that has to be replaced.
// eslint-disable-next-line no-control-regex
const suspect = /[&<>"'\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/;

/** Text for an HTML or XML element or a quoted attribute. Characters that XML cannot carry become U+FFFD. */
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

/** Template tag: literal parts are markup, every `${value}` is escaped unless it is Markup; false and undefined vanish. */
export function markup(literals: TemplateStringsArray, ...values: Content[]): Markup {
  let source = literals[0] ?? '';
  for (let at = 0; at < values.length; at++) source += render(values[at]) + literals[at + 1]!;
  return new Markup(source);
}

/** Marks text as markup without escaping: only for files of this repository. */
export const trusted = (source: string) => new Markup(source);
