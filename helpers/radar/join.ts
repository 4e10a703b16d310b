import { FieldIndex, type Found, type Named } from './fieldIndex.ts';
import { Background, pairsIn } from './phrases.ts';
import type { Subject } from './subjects.ts';
import { identifiersIn, strengths, termsIn, type Strength, type Term, type TermKind } from './terms.ts';
import { hasName, wordsOf } from './words.ts';

/** Why a note is said to touch claims: the term that both have. */
export interface Join {
  by: TermKind;
  term: string;
  strength: Strength;
  claims: string[];
}

/** How strong a term is that few claims have. */
const strengthOf: Record<TermKind, Strength> = {
  flag: 'strong',
  command: 'strong',
  field: 'strong',
  label: 'strong',
  path: 'strong',
  message: 'strong',
  name: 'strong',
  kind: 'medium',
  phrase: 'weak',
};

/** Shares of all claims above which a term says less, and nothing. */
const manyClaims = 1 / 8;
const tooManyClaims = 1 / 3;
/** The share of notes up to which two words side by side say something. */
const rarePair = 0.007;

/** Joins texts of a release to claims, by terms that both have and not everything has. */
export class Joiner {
  readonly #subjects: readonly Subject[];
  readonly #kinds: ReadonlySet<string>;
  readonly #fieldsOfKinds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #background: Background;
  readonly #fields: FieldIndex;
  readonly #pairs: ReadonlyMap<string, Found>;

  /**
   * @param kinds the kinds that belong to Istio, with their fields
   * @param notes the text of every note, by which it is known what many notes say
   */
  constructor(subjects: readonly Subject[], kinds: ReadonlyMap<string, ReadonlySet<string>>, notes: readonly string[]) {
    this.#subjects = subjects;
    this.#kinds = new Set(kinds.keys());
    this.#fieldsOfKinds = kinds;
    this.#background = new Background(notes);
    this.#fields = new FieldIndex(subjects, this.#kinds);
    this.#pairs = indexPairs(subjects);
  }

  /** The strongest first; of two as strong, the one that fewer claims have. */
  joinsOf(text: string): Join[] {
    const terms = termsIn(text, this.#kinds);
    const kinds = new Set(terms.filter(({ by }) => by === 'kind').map((term) => term.text));
    const named = { words: wordsOf(text), identifiers: identifiersIn(text), kinds };
    const fields = this.#fields.namedIn(named, this.#background);
    const leaves = new Set(fields.map(({ label }) => label.split('.').at(-1)));
    const joins = [
      ...fields.flatMap(({ label, found }) => this.#joined('field', label, found)),
      ...terms.flatMap(({ by, text: term }) =>
        by === 'kind' ? this.#joinedByKind(term, named) : leaves.has(term) ? [] : this.#joined(by, term, this.#having(by, term)),
      ),
      ...this.#joinsByPair(text),
    ];
    const rank = ({ strength, claims }: Join) => strengths.indexOf(strength) * 10_000 + claims.length;
    return joins.sort((a, b) => rank(a) - rank(b));
  }

  #having(by: Term['by'], text: string): Found {
    const has = by === 'kind' ? hasKind : by === 'message' ? hasMessage : hasName;
    return new Map(
      this.#subjects.flatMap((subject): [Subject, 'own' | 'around'][] => {
        if (has(subject.own.text, text)) return [[subject, 'own']];
        return has(subject.around.text, text) ? [[subject, 'around']] : [];
      }),
    );
  }

  /** Where the note names fields, the kind speaks for claims that set one of them, and says little of the others. */
  #joinedByKind(kind: string, named: Named): Join[] {
    const found = this.#having('kind', kind);
    const specific = this.#fields.specific(named, this.#fieldsOfKinds, this.#background);
    const joins = this.#joined('kind', kind, found);
    if (specific.size === 0) return joins;
    const sets = (id: string): boolean => {
      const subject = this.#subjects.find(({ claim }) => claim.id === id);
      return subject?.own.fields.some(({ kind: one, path }) => one === kind && path.some((key) => specific.has(key))) ?? false;
    };
    return joins.flatMap((join) => {
      const [those, others] = [join.claims.filter(sets), join.claims.filter((id) => !sets(id))];
      return [
        ...(those.length > 0 ? [{ ...join, claims: those }] : []),
        ...(others.length > 0 ? [{ ...join, strength: 'weak' as const, claims: others }] : []),
      ];
    });
  }

  #joinsByPair(text: string): Join[] {
    return [...pairsIn(text)].flatMap((pair) => {
      const found = this.#pairs.get(pair);
      return found && this.#background.share(pair) <= rarePair ? this.#joined('phrase', pair, found) : [];
    });
  }

  /** A join of its own for what claims are about themselves, and a lesser one for those that only begin there. */
  #joined(by: TermKind, term: string, found: Found): Join[] {
    const share = found.size / Math.max(1, this.#subjects.length);
    if (found.size === 0 || share > tooManyClaims) return [];
    return (['own', 'around'] as const).flatMap((where): Join[] => {
      const claims = [...found].flatMap(([{ claim }, one]) => (one === where ? [claim.id] : []));
      if (claims.length === 0) return [];
      const down = (share > manyClaims ? 1 : 0) + (where === 'around' ? 1 : 0);
      const strength = strengths[Math.min(strengths.indexOf(strengthOf[by]) + down, 2)] ?? 'weak';
      return [{ by, term, strength, claims }];
    });
  }
}

const hasKind = (text: string, kind: string): boolean =>
  new RegExp(`\\b${kind}\\b|\\bkind: ${kind}$`).test(text) ||
  (/[a-z][A-Z]/.test(kind) && new RegExp(`\\b${kind.toLowerCase().replace(/y$/, '(?:y|ie)')}s?\\b`).test(text));

const hasMessage = (text: string, message: string): boolean => text.includes(message);

function indexPairs(subjects: readonly Subject[]): Map<string, Found> {
  const index = new Map<string, Found>();
  for (const subject of subjects)
    for (const pair of pairsIn(subject.words)) index.set(pair, (index.get(pair) ?? new Map()).set(subject, 'own'));
  return index;
}
