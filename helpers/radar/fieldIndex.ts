import type { Field } from './manifestFields.ts';
import type { Background } from './phrases.ts';
import type { Subject } from './subjects.ts';
import { hasWords, wordsOf } from './words.ts';

/** Where a claim has a term: in its own words or the passage that it quotes, in its spec and what that applies, or in the state around it. */
export const wheres = ['words', 'own', 'around'] as const;
export type Where = (typeof wheres)[number];
export type Found = Map<Subject, Where>;

/** What a note names, as a join by fields needs it. */
export interface Named {
  words: string;
  identifiers: ReadonlySet<string>;
  kinds: ReadonlySet<string>;
}

interface Entry {
  kind: string;
  label: string;
  /** The name itself, where it is a field's; a pair of names has none. */
  identifier?: string;
  phrase: string;
  found: Found;
}

/** A field that this share of a kind's claims have says no more than the kind. */
const asTheKind = 2 / 3;
const severalClaims = 3;
/** The share of notes up to which one word says something. */
const rareWord = 0.015;

/** The fields that manifests of claims set, by which a note may speak of them. */
export class FieldIndex {
  readonly #entries: Entry[];
  /** Fields that say no more than their kind. */
  readonly #usual: ReadonlySet<string>;

  constructor(subjects: readonly Subject[], kinds: ReadonlySet<string>) {
    const entries = new Map<string, Entry>();
    const ofKind = new Map<string, Set<Subject>>();
    for (const subject of subjects)
      for (const where of ['around', 'own'] as const)
        for (const field of subject[where].fields.filter(({ kind }) => kinds.has(kind))) {
          ofKind.set(field.kind, (ofKind.get(field.kind) ?? new Set()).add(subject));
          for (const entry of entriesOf(field)) {
            const known = entries.get(entry.label) ?? entry;
            known.found.set(subject, where);
            entries.set(entry.label, known);
          }
        }
    const all = [...entries.values()];
    const saysNoMore = ({ kind, found }: Entry) => {
      const claims = ofKind.get(kind)?.size ?? 0;
      return claims >= severalClaims && found.size > claims * asTheKind;
    };
    this.#entries = all.filter((entry) => !saysNoMore(entry));
    this.#usual = new Set(
      all.filter(saysNoMore).flatMap(({ kind, identifier }) => (identifier ? [`${kind}.${identifier}`] : [])),
    );
  }

  /** The fields of claims that a note names: by the name, or in words beside the kind. */
  namedIn({ words, identifiers, kinds }: Named, background: Background): { label: string; found: Found }[] {
    return this.#entries.filter(({ kind, identifier, phrase }) => {
      const isWord = !phrase.includes(' ');
      if (identifier !== undefined && !isWord && identifiers.has(identifier)) return true;
      return kinds.has(kind) && hasWords(words, phrase) && (!isWord || background.share(phrase) <= rareWord);
    });
  }

  /** Whether a name is that of a field which says no more than its kind. */
  isUsual(name: string): boolean {
    return [...this.#usual].some((one) => one.endsWith(`.${name}`));
  }

  /** The fields that the named kinds have and a note speaks of, whether or not a claim sets them; those that all claims set are left out. */
  specific(
    { words, identifiers, kinds }: Named,
    fieldsOf: ReadonlyMap<string, ReadonlySet<string>>,
    background: Background,
  ): Set<string> {
    const speaksOf = (field: string): boolean => {
      const phrase = wordsOf(field).trim();
      if (phrase.includes(' ')) return identifiers.has(field) || hasWords(words, phrase);
      return phrase.length > 3 && hasWords(words, phrase) && background.share(phrase) <= rareWord;
    };
    const named = [...kinds].flatMap((kind) =>
      [...(fieldsOf.get(kind) ?? [])].filter((field) => !this.#usual.has(`${kind}.${field}`)),
    );
    return new Set(named.filter(speaksOf));
  }
}

function entriesOf({ kind, path }: Field): Entry[] {
  if (path[0] !== 'spec' || path.length < 2 || path.some((key) => ['labels', 'matchLabels'].includes(key))) return [];
  const [parent = '', leaf = ''] = path.slice(-2);
  const phrase = wordsOf(leaf).trim();
  const own: Entry[] = phrase.length > 3 ? [{ kind, label: `${kind}.${leaf}`, identifier: leaf, phrase, found: new Map() }] : [];
  if (parent === 'spec') return own;
  return [...own, { kind, label: `${kind}.${parent}.${leaf}`, phrase: `${wordsOf(parent).trim()} ${phrase}`, found: new Map() }];
}
