/* eslint-disable no-control-regex -- control sequences are what is taken out */
import type { Finding, GateResult } from '../../helpers/gate/result.ts';

/** What a terminal obeys and doesn't show. A string that stays open on its line is no sequence, so it hides nothing. */
const sequences = new RegExp(
  [
    '(?:\\u001b[\\]PX^_]|[\\u0090\\u0098\\u009d-\\u009f])[^\\n\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c)',
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]',
    '\\u001b[ -/]*[0-~]',
  ].join('|'),
  'g',
);

/** Controls, what turns the direction of writing, invisible tags, and what XML cannot carry. */
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|[\u{e0000}-\u{e007f}]/gu;

/** Text as it is shown: no control sequence or character but line ends and tabs. */
export const plain = (text: string): string =>
  text
    .toWellFormed()
    .replace(sequences, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(unseen, '');

/** At most `most` characters, with how many are left out. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return `${kept} … (${text.length - kept.length} characters more)`;
}

/** The same on one line. */
export const oneLine = (text: string, most: number): string => cut(plain(text).replace(/\s+/g, ' ').trim(), most);

const longest = { word: 1000, title: 250, message: 8000, suggestion: 16_000 };

function plainValue<T>(value: T): T {
  if (typeof value === 'string') return oneLine(value, longest.word) as T;
  if (Array.isArray(value)) return value.map(plainValue) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainValue<unknown>(one)])) as T;
}

/** Words to be put into a document are taken whole and unchanged, or not at all. */
function plainSuggestion(text: string | undefined): string | undefined {
  const written = text?.replaceAll('\r\n', '\n');
  return written !== undefined && written === plain(written) && written.length <= longest.suggestion
    ? written.replace(/\n$/, '')
    : undefined;
}

const plainFinding = (finding: Finding): Finding => ({
  ...plainValue(finding),
  title: oneLine(finding.title, longest.title),
  message: cut(plain(finding.message).trim(), longest.message),
  suggestion: plainSuggestion(finding.suggestion),
  lastLine: Math.max(finding.line, finding.lastLine),
});

/** A result whose words come from strangers, as every form may show them: plain and of bounded length. */
export const plainResult = (result: GateResult): GateResult => ({
  ...plainValue(result),
  findings: result.findings.map(plainFinding),
});
