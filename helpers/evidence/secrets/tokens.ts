import type { Found } from './found.ts';

const newLine = '(?:[ \\t]*\\r?\\n[ \\t]*|\\\\n)';
/** Further lines of base64, as base64(1) wraps it; a short last line without `=` may stay: it only says that there was an end. */
const wrapped = `(?:${newLine}(?:[A-Za-z0-9+/]{20,76}|[A-Za-z0-9+/]{1,76}={1,2})(?![A-Za-z0-9+/=]))*`;
const privateKey = '(?:[A-Z0-9]+ )*PRIVATE KEY-----';

/** Secrets that are known by their own form, wherever they stand. */
const forms: { what: string; form: RegExp }[] = [
  {
    what: 'private key',
    // a key that was cut has no end: its lines go as far as they were printed
    form: new RegExp(
      `-----BEGIN ${privateKey}(?:(?:(?!-----BEGIN)[^"])*?-----END ${privateKey}|(?:${newLine}(?:[A-Za-z0-9+/]{16,}={0,2}|[\\w-]+: .*))*(?:${newLine}[A-Za-z0-9+/=]+$)?)`,
      'g',
    ),
  },
  {
    what: 'private key (base64)',
    // base64 of "-----BEGIN", with "PRIVATE KEY" in one of its three alignments: client-key-data, Secret values
    form: new RegExp(
      `\\bLS0tLS1CRUdJTi[A-Za-z0-9+/=]*(?:UFJJVkFURSBLRVk|QUklWQVRFIEtFW|BSSVZBVEUgS0VZ)[A-Za-z0-9+/=]*${wrapped}`,
      'g',
    ),
  },
  {
    what: 'JSON web token (base64)',
    // base64 of 'eyJ', where a header begins: a token in a Secret
    form: new RegExp(`\\bZXlK(?:[A-Za-z0-9+/]{120,}={0,2}|[A-Za-z0-9+/]{36,}(?=${newLine}[A-Za-z0-9+/]{36}))${wrapped}`, 'g'),
  },
  {
    what: 'access token',
    // OpenShift, EKS, GitHub, GitLab
    form: /\b(?:sha256~[\w-]{40,}|k8s-aws-v1\.[\w-]{20,}|gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,})/g,
  },
  { what: 'bootstrap token', form: /\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g },
];

export function knownForms(text: string): Found[] {
  return [
    ...webTokens(text),
    ...forms.flatMap(({ what, form }) =>
      [...text.matchAll(form)].map(({ index, 0: all }) => ({ from: index, to: index + all.length, what: [what] })),
    ),
  ];
}

/** Characters of a signature in base64url: HMAC, ECDSA, EdDSA and RSA keys of the usual sizes. */
const signatures = new Set([43, 64, 86, 128, 152, 171, 176, 342, 512, 683]);
const nextLine = /\r?\n[ \t]*([\w.-]+)(?=\s|["'\\]|$)/y;

/** JSON web tokens (RFC 7515), on one line or wrapped: lines are taken to a token until its signature is as long as signatures are. */
function webTokens(text: string): Found[] {
  const found: Found[] = [];
  for (const { index: from, 0: first } of text.matchAll(/\beyJ[\w.-]{8,}/g)) {
    if (found.some(({ to }) => from < to)) continue;
    const lines = linesFrom(text, { at: from, text: first });
    const length = /^eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}/.exec(joined(lines))?.[0].length;
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
