import { isLeft, type Found } from './found.ts';

/** How a value goes on after its name: to the end of a line of YAML, to the end of a shell's word, or as a value of JSON. */
type Style = 'line' | 'word' | 'json' | 'credentials';

interface Naming {
  what: string | ((name: string) => string);
  /** What stands before the value; its first group is the name. */
  before: RegExp;
  style: Style;
  isSecret?: (value: string) => boolean;
}

const field =
  'passw(?:or)?d|passphrase|(?:(?:access|refresh|id|auth|bearer)[-_]?)?token|client[-_]?secret|client[-_]?key[-_]?data|api[-_]?key|secret[-_]?(?:access[-_]?)?key';
const variable =
  '(?:[A-Z0-9]+_)*(?:PASSWORD|PASSWD|PASSPHRASE|TOKEN|SECRET|API_?KEY|ACCESS_KEY|SECRET_KEY|PRIVATE_KEY|CREDENTIALS?)';
const header = '(?:proxy-)?authorization';

const wholeField = new RegExp(`^(?:${field})$`, 'i');
const wholeHeader = new RegExp(`^${header}$`, 'i');
const headerLine = new RegExp(`\\r\\n${header}:[ \\t]*(?:[\\w-]+[ \\t]+)?`, 'gi');

const isLong = (value: string) => value.length >= 16;
const hasDigit = (value: string) => isLong(value) && /\d/.test(value);

const namings: Naming[] = [
  {
    what: 'credentials',
    before: new RegExp(`\\b(${header})["']?[ \\t]*[:=][ \\t]*\\[?[ \\t]*["']?(?:Bearer|Token|Negotiate|Digest)[ \\t]+`, 'gi'),
    style: 'credentials',
    isSecret: isLong,
  },
  { what: 'credentials', before: /\b(Bearer)[ \t]+/gi, style: 'credentials', isSecret: hasDigit },
  { what: 'credentials', before: /\b(Basic)[ \t]+/gi, style: 'credentials', isSecret: isUserAndPassword },
  {
    what: 'credentials',
    before: new RegExp(
      `\\b(${header}|(?:x-)?(?:api-key|auth-token|amz-security-token))["']?[ \\t]*:[ \\t]*\\[?[ \\t]*["']?`,
      'gi',
    ),
    style: 'credentials',
    isSecret: hasDigit,
  },
  { what: 'password', before: /\b(curl)\b[^\n;|]*?[ \t](?:-u|--user)[ \t=]["']?[^\s:"']+:/g, style: 'word' },
  {
    what: 'password',
    before: /\b([a-z][a-z0-9+.-]*):\/\/[^\s/:@"'<>]*:(?=[^\s/@"'<>]+@)/gi,
    style: 'word',
    isSecret: () => true,
  },
  { what: kindOf, before: new RegExp(`^[ \\t]*(?:- +)*'?(${field})'?[ \\t]*:[ \\t]+`, 'gim'), style: 'line' },
  { what: kindOf, before: new RegExp(`"(${field})"[ \\t]*:\\s*`, 'gi'), style: 'json' },
  { what: kindOf, before: new RegExp(`\\b(${variable})=`, 'g'), style: 'word' },
  { what: kindOf, before: new RegExp(`(?<=\\s)--(${field})=`, 'g'), style: 'word' },
  { what: kindOf, before: new RegExp(`(?<=\\s)--(${field})[ \\t]+`, 'g'), style: 'word', isSecret: hasDigit },
  {
    what: kindOf,
    before: new RegExp(`\\bname:[ \\t]*["']?(${variable})["']?[ \\t]*\\r?\\n[ \\t]*value:[ \\t]*`, 'g'),
    style: 'line',
  },
  { what: kindOf, before: new RegExp(`"name"[ \\t]*:\\s*"(${variable})"\\s*,\\s*"value"[ \\t]*:\\s*`, 'g'), style: 'json' },
];

/** Secrets that are known by what stands before them: a header, a field of a kubeconfig, a variable, an option. */
export function namedSecrets(text: string): Found[] {
  return namings.flatMap(({ what, before, style, isSecret = () => true }) =>
    [...text.matchAll(before)].flatMap((match): Found[] => {
      const { quoted, ...span } = valueAt(text, match.index + match[0].length, style);
      const value = text.slice(span.from, span.to);
      if (!isGiven(value, quoted ? 'quoted' : style) || !isSecret(value)) return [];
      const name = typeof what === 'string' ? what : what(match[1] ?? '');
      // a number of JSON gives way to a text
      return [{ ...span, what: [name], ...(style === 'json' && !quoted && { put: `"[${name} removed]"` }) }];
    }),
  );
}

/** What a header of a request or an answer carries, without the scheme. It may be read by its own name only. */
export function headerSecrets(text: string): Found[] {
  return [...text.matchAll(headerLine)].map(({ index, 0: before }) => {
    const from = index + before.length;
    return { from, to: endOf(text, from, /[^\r\n]*/y), what: ['credentials'] };
  });
}

/** The kind of secret that a field of this name holds, where it holds one. */
export function kindOfField(name: string): string | undefined {
  return wholeField.test(name) ? kindOf(name) : undefined;
}

export function isAuthorization(name: string): boolean {
  return wholeHeader.test(name);
}

/** Not empty, and no variable, no placeholder and no structure that stands for a value. */
export function isGiven(value: string, style: Style | 'quoted' = 'quoted'): boolean {
  const none = {
    quoted: /^(?:\$[({]|<[^>]*>$)/,
    line: /^(?:[<{[|>&*!#]|\$[\w({]|(?:null|~|true|false|\d+ bytes)$)/,
    word: /^(?:[<`]|\$[\w({])/,
    json: /^(?:null|true|false)/,
    credentials: /^$/,
  }[style];
  return isLeft(value) && !none.test(value);
}

function kindOf(name: string): string {
  const lower = name.toLowerCase();
  if (lower.includes('pass')) return 'password';
  if (lower.includes('token')) return 'token';
  return /key[-_]?data/.test(lower) ? 'client-key-data' : 'secret';
}

function valueAt(text: string, at: number, style: Style): { from: number; to: number; quoted: boolean } {
  const quote = style === 'credentials' ? '' : text[at];
  if (quote === '"') return { from: at + 1, to: endOf(text, at + 1, /(?:[^"\\\r\n]|\\.)*/y), quoted: style !== 'word' };
  if (quote === "'" && style !== 'json') return { from: at + 1, to: endOf(text, at + 1, /(?:[^'\r\n]|'')*/y), quoted: true };
  const end = {
    line: /[^\r\n]*?(?=[ \t]*(?:\r?\n|$))/y,
    word: /[^\s;&|)@`"'\\]*/y,
    json: /-?\d[\d.eE+-]*/y,
    credentials: /[A-Za-z0-9._~+/=:-]*/y,
  }[style];
  return { from: at, to: endOf(text, at, end), quoted: false };
}

function endOf(text: string, at: number, form: RegExp): number {
  form.lastIndex = at;
  return at + (form.exec(text)?.[0].length ?? 0);
}

/** RFC 7617: base64 of `user:password`. */
function isUserAndPassword(value: string): boolean {
  return (
    /^[A-Za-z0-9+/]{4,}={0,2}$/.test(value) &&
    /^[^\p{Cc}\ufffd]*:[^\p{Cc}\ufffd]*$/u.test(Buffer.from(value, 'base64').toString())
  );
}
