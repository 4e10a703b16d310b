import { isMap, isScalar, isSeq, stringify, type Node, type Pair } from 'yaml';
import { yamlDocument } from '../../cluster/host/yaml.ts';

type List = 'claims' | 'editorial' | 'undecided';

/** An entry for a list of a ledger, and what a comment above it says. */
export interface Entry {
  value: object;
  heading?: string | undefined;
}

/** The ledger with entries behind the one of this index, or at the head of the list for -1. Nothing else of its text changes. */
export function insertEntries(text: string, list: List, after: number, entries: readonly Entry[]): string {
  const { items, from, to } = itemsOf(text, list);
  const rows = entries
    .map(({ value, heading }) => `${heading === undefined ? '' : `  # § ${heading}\n`}${rowOf(value)}`)
    .join('\n');
  const end = items.length === 0 ? to : after < 0 ? text.indexOf('\n', from) + 1 : lineEnd(text, items[after]?.range?.[1] ?? to);
  const above = items.length === 0 ? `${text.slice(0, from)}${from === text.length ? '\n' : ''}${list}:` : text.slice(0, end);
  const below = text.slice(end).replace(/^\n*/, '');
  return `${above.trimEnd()}\n${after < 0 ? '' : '\n'}${rows}${below ? `\n${below}` : ''}`;
}

/** The ledger without the entries of these indices, and without headings that no entry follows. */
export function removeEntries(text: string, list: List, indices: readonly number[]): string {
  const { items } = itemsOf(text, list);
  let left = text;
  for (const index of [...indices].sort((a, b) => b - a)) {
    const [start = 0, end = 0] = items[index]?.range ?? [];
    const from = left.lastIndexOf('\n', start - 1) + 1;
    const last = left.slice(0, end).trimEnd().length;
    left = left.slice(0, from) + left.slice(last).replace(/^[^\n]*\n\n?/, '');
  }
  const tidied = left.replace(/^ {2}# § .*\n\n*(?= {2}# § |\S|(?![^]))/gm, '');
  const emptied = indices.length === items.length ? tidied.replace(new RegExp(`^${list}:\\s*$`, 'm'), `${list}: []\n`) : tidied;
  return `${emptied.trimEnd()}\n`;
}

/** The ledger with one more place. */
export function insertPlace(text: string, name: string, anchor: { quote: string; section?: string | undefined }): string {
  const places = yamlDocument(text, 'the ledger').get('places', true);
  const row = indented(stringify({ [name]: anchor }, { lineWidth: 0, singleQuote: true }));
  if (isMap(places) && places.items.length > 0) {
    const end = text.slice(0, places.range?.[1]).trimEnd().length;
    return `${text.slice(0, end)}\n${row}${text.slice(end).replace(/^\n/, '')}`;
  }
  const rest = text.replace(/^places:.*\n\n?/m, '');
  return rest.replace(/^claims:/m, () => `# Parts of the document that specs name\nplaces:\n${row}\nclaims:`);
}

/** The entries of a list, and where its key and its value begin and end. */
function itemsOf(text: string, list: List): { items: Node[]; from: number; to: number } {
  const { contents } = yamlDocument(text, 'the ledger');
  const pairs = isMap(contents) ? (contents.items as Pair[]) : [];
  const pair = pairs.find(({ key }) => isScalar(key) && key.value === list);
  if (!pair) return { items: [], from: text.length, to: text.length };
  const from = (pair.key as Node).range?.[0] ?? 0;
  const to = (pair.value as Node | null)?.range?.[1] ?? (pair.key as Node).range?.[1] ?? from;
  return { items: isSeq(pair.value) ? (pair.value.items as Node[]) : [], from, to: Math.max(to, from + list.length + 1) };
}

/** Behind the line that a node ends on, with a comment that stands there. */
function lineEnd(text: string, end: number): number {
  const newline = text[end - 1] === '\n' ? end : text.indexOf('\n', end);
  return newline === -1 ? text.length : newline;
}

const rowOf = (value: object): string => indented(stringify([value], { lineWidth: 0, singleQuote: true }));

const indented = (yaml: string): string => yaml.replace(/^(?=.)/gm, '  ');
