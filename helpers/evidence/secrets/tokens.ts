import type { Found } from './found.ts';

const newLine = '(?:[ \\t]*\\r?\\n[ \\t]*|\\\\n)';
/** Further lines of base64, as base64(1) wraps it; a short last line without `=` may stay: it only says that there was an end. */
const wrapped = `(?:${newLine}(?:[A-Za-z0-9+/]{20,76}|[A-Za-z0-9+/]{1,76}={1,2})(?![A-Za-z0-9+/=])){0,400}`;
/** Longer than any secret: a loop without an end runs out of stack on some megabytes. */
const most = 20_000;

/** Secrets that are known by their own form, wherever they stand. */
const forms: { what: string; form: RegExp }[] = [
  {
    what: 'private key (base64)',
    // base64 of "-----BEGIN", with "PRIVATE KEY" in one of its three alignments: client-key-data, Secret values
    form: new RegExp(
      `\\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]{0,60}(?:UFJJVkFURSBLRVk|QUklWQVRFIEtFW|BSSVZBVEUgS0VZ)[A-Za-z0-9+/=]{0,${most}}${wrapped}`,
      'g',
    ),
  },
  {
    what: 'JSON web token (base64)',
    // base64 of 'eyJ', where a header begins: a token in a Secret
    form: new RegExp(
      `\\bZXlK(?:[A-Za-z0-9+/]{120,${most}}={0,2}|[A-Za-z0-9+/]{36,120}(?=${newLine}[A-Za-z0-9+/]{36}))${wrapped}`,
      'g',
    ),
  },
  {
    what: 'access token',
    // OpenShift, EKS, GitHub, GitLab
    form: /\b(?:sha256~[\w-]{40,100}|k8s-aws-v1\.[\w-]{20,4000}|gh[pousr]_\w{30,300}|github_pat_\w{30,300}|glpat-[\w-]{20,300})/g,
  },
  { what: 'bootstrap token', form: /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g },
];

export function knownForms(text: string): Found[] {
  return [
    ...privateKeys(text),
    ...webTokens(text),
    ...forms.flatMap(({ what, form }) =>
      [...text.matchAll(form)].map(({ index, 0: all }) => ({ from: index, to: index + all.length, what: [what] })),
    ),
  ];
}

const keyBegins = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----/g;
const keyEnds = /-----(?:END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY-----|BEGIN )|"/g;
const keyLines = new RegExp(
  `(?:${newLine}(?:[A-Za-z0-9+/]{16,${most}}={0,2}|[\\w-]{1,20}: .{0,200})){0,400}(?:${newLine}[A-Za-z0-9+/=]{1,80}$)?`,
  'y',
);

/** Private keys in PEM (RFC 7468). One that was cut has no end: its lines go as far as they were printed. */
function privateKeys(text: string): Found[] {
  return [...text.matchAll(keyBegins)].map(({ index: from, 0: line }) => {
    const begins = from + line.length;
    keyEnds.lastIndex = begins;
    const end = keyEnds.exec(text);
    if (end?.[0].startsWith('-----END') && end.index - begins < most)
      return { from, to: end.index + end[0].length, what: ['private key'] };
    keyLines.lastIndex = begins;
    return { from, to: begins + (keyLines.exec(text)?.[0].length ?? 0), what: ['private key'] };
  });
}

/** Characters of a signature in base64url: HMAC, ECDSA, EdDSA and RSA keys of the usual sizes. */
const signatures = new Set([43, 64, 86, 128, 152, 171, 176, 342, 512, 683]);
const nextLine = /\r?\n[ \t]{0,200}([\w.-]{1,4000})(?=\s|["'\\]|$)/y;

/** JSON web tokens (RFC 7515), on one line or wrapped: lines are taken to a token until its signature is as long as signatures are. */
function webTokens(text: string): Found[] {
  const found: Found[] = [];
  for (const { index: from, 0: first } of text.matchAll(/\beyJ[\w.-]{8,20000}/g)) {
    if (from < (found.at(-1)?.to ?? 0)) continue;
    const lines = linesFrom(text, { at: from, text: first });
    const length = /^eyJ[\w-]{8,20000}\.eyJ[\w-]{8,20000}\.[\w-]{16,20000}/.exec(joined(lines))?.[0].length;
    if (length !== undefined) found.push({ from, to: positionOf(length, lines), what: ['JSON web token'] });
  }
  return found;
}

interface Line {
  at: number;
  text: string;
}

/** The line that a token begins with, and those that it goes on to. */
function linesFrom(text: string, first: Line): Line[] {
  const lines = [first];
  for (let last = first; last.text.length >= 40 && !isWhole(joined(lines));) {
    const end = last.at + last.text.length;
    nextLine.lastIndex = end;
    const [all = '', next] = nextLine.exec(text) ?? [];
    if (next === undefined) break;
    last = { at: end + all.length - next.length, text: next };
    lines.push(last);
  }
  return lines;
}

const joined = (lines: Line[]) => lines.map((line) => line.text).join('');

function isWhole(token: string): boolean {
  const [, , signature = '', ...more] = token.split('.');
  return more.length === 0 && signatures.has(signature.length);
}

/** Where the first `length` characters of the joined lines end in the text. */
function positionOf(length: number, lines: Line[]): number {
  let left = length;
  for (const { at, text } of lines) {
    if (left <= text.length) return at + left;
    left -= text.length;
  }
  throw new Error('unreachable: more characters than the lines have');
}
