import { manifestIn, type Unit } from './units.ts';
import { plain } from './sentence.ts';

const filler = new Set(
  (
    'a after all also an and any are as at be because before both but by can command could do does doesn don each first following for ' +
    'from has have how however if in into is isn it its may no not now of on one or order our run see set should so than that the their ' +
    'them then there these this those to try up out use used using was way we what when where which while will with would you your'
  ).split(' '),
);

/** Lower-case words, of which ids are made; a name such as foo-viewer is one. */
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z0-9]+(?:-[a-z0-9]+)*/g) ?? [];

const tellingWords = (text: string): string[] => wordsOf(text).filter((word) => !filler.has(word) && word.length > 1);

/** One word for a section: the last of its heading that no other heading has. */
export function sectionWord(heading: string | undefined, headings: readonly string[]): string {
  const own = plain(heading ?? '').replaceAll('-', ' ');
  const words = tellingWords(own);
  const others = new Set(headings.filter((one) => one !== heading).flatMap((one) => wordsOf(one.replaceAll('-', ' '))));
  return words.findLast((word) => !others.has(word)) ?? words.at(-1) ?? wordsOf(own)[0] ?? 'page';
}

/** A name for a unit that no other has: of two or three words, of more where these are taken. */
export function nameOf(unit: Unit, taken: Set<string>, before: readonly string[] = []): string {
  const least = unit.kind === 'manifest' ? 1 : unit.text.includes('<<') ? 2 : 3;
  return takeName(taken, [...before, ...namingWords(unit)], before.length + least);
}

function namingWords({ kind, text }: Unit): string[] {
  const manifest = kind === 'manifest' ? manifestIn(text) : undefined;
  const words =
    kind === 'command' || kind === 'shown'
      ? commandWords(text)
      : tellingWords(manifest ? `${manifest.name} ${manifest.kind}` : plain(text));
  return words.length > 0 ? words : [kind];
}

/** What a command does to what: no program, no options but a namespace, of a path its file, of an address its host, of a loop its body. */
function commandWords(text: string): string[] {
  const manifest = manifestIn(text.split('\n').slice(1, -1).join('\n'));
  const isLoop = /^(?:for|while|until)\b/.test(text);
  const [line = ''] = (isLoop ? text.replace(/^[^]*?\bdo\s+(?:(?:for|while|until)\b[^]*?\bdo\s+)*/, '') : text).split('\n');
  const namespaces = [...line.matchAll(/\s(?:-n|--namespace)[ =]?(\w[\w-]*)/g)].map(([, name = '']) => name);
  const tokens = line
    .replace(/<<.*$|\$\([^()]*(?:\([^()]*\)[^()]*)*\)|\$\{?\w+\}?|[\\<>()@]/g, ' ')
    .replace(/\s-{1,2}(?:n|namespace|o|output|c|container|w|m|l|selector|timeout|H|d|X)[ =]?("[^"]*"|'[^']*'|\S+)/g, ' ')
    .split(/\s+/)
    .filter((token) => /^["']?\w|^\.{0,2}\//.test(token));
  const words = tokens.flatMap((token) => wordsOf(lastPart(token)));
  const named = [...words, ...wordsOf(manifest?.name ?? ''), ...wordsOf(manifest?.kind ?? ''), ...namespaces];
  const told = named.filter((word) => !/^(?:kubectl|istioctl|sudo|null|done)$/.test(word));
  return [...(isLoop ? ['loop'] : []), ...(told.length > 0 ? told : wordsOf(line))];
}

/** The host of an address, the file of a path. */
function lastPart(token: string): string {
  return /^["']?\w+:\/\/(?:www\.)?([\w-]+)/.exec(token)?.[1] ?? token.replace(/^.*\/(?=[\w.-]+$)/, '').replace(/\.ya?ml$/, '');
}

function takeName(taken: Set<string>, words: readonly string[], least: number): string {
  for (let count = Math.min(least, words.length); count <= Math.min(words.length, least + 3); count += 1) {
    const name = words.slice(0, count).join('-');
    if (!taken.has(name)) return take(taken, name);
  }
  const base = words.slice(0, least).join('-');
  for (let number = 2; ; number += 1) if (!taken.has(`${base}-${number}`)) return take(taken, `${base}-${number}`);
}

function take(taken: Set<string>, name: string): string {
  taken.add(name);
  return name;
}
