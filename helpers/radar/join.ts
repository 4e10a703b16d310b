import { FieldIndex, type Found, type Named, type Where } from './fieldIndex.ts';
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
  readonly #ofKubernetes: ReadonlySet<string>;

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
    this.#ofKubernetes = namesOfOthers(subjects, this.#kinds);
  }

  /** The strongest first; of two as strong, the one that fewer claims have. */
  joinsOf(text: string): Join[] {
    const terms = termsIn(text, this.#kinds);
    const kinds = new Set(terms.filter(({ by }) => by === 'kind').map((term) => term.text));
    const named = { words: wordsOf(text), identifiers: identifiersIn(text), kinds };
    const fields = this.#fields.namedIn(named, this.#background);
    const leaves = new Set(fields.map(({ label }) => label.split('.').at(-1)));
    // a field's name is told by the field, or by the kind
    const names = terms
      .filter(({ by, text: term }) => by !== 'kind' && !leaves.has(term) && !this.#fields.isUsual(term))
      .filter(({ text: term }) => !this.#ofKubernetes.has(term))
      .map(({ by, text: term }) => ({ by, term, found: this.#having(by, term) }));
    const isAdded = /^\W*added\b/i.test(text);
    const joins = [
      ...fields.flatMap(({ label, found }) => this.#joined('field', label, found)),
      ...names.flatMap(({ by, term, found }) => this.#joined(by, term, found)),
      ...[...kinds].flatMap((kind) =>
        this.#joinedByKind(
          kind,
          named,
          names.map(({ found }) => found),
          isAdded,
        ),
      ),
      ...this.#joinsByPair(text),
    ];
    const rank = ({ strength, claims }: Join) => strengths.indexOf(strength) * 10_000 + claims.length;
    return joins.sort((a, b) => rank(a) - rank(b));
  }

  #having(by: Term['by'], text: string): Found {
    const has = by === 'kind' ? hasKind : by === 'message' ? hasMessage : text.startsWith('--') ? hasOption : hasName;
    return new Map(
      this.#subjects.flatMap((subject): [Subject, Where][] => {
        if (has(`${subject.words}\n${subject.block}`, text)) return [[subject, 'words']];
        if (has(subject.own.text, text)) return [[subject, 'own']];
        return has(subject.around.text, text) ? [[subject, 'around']] : [];
      }),
    );
  }

  /**
   * Of a note that names more than the kind, the kind speaks for claims that have some of it, and says little of the others. What is only
   * added changes nothing for those who do not set it.
   */
  #joinedByKind(kind: string, named: Named, others: readonly Found[], isAdded: boolean): Join[] {
    const specific = this.#fields.specific(named, this.#fieldsOfKinds, this.#background);
    const isAlone = specific.size === 0 && others.length === 0;
    const having = new Set(
      others.flatMap((found) => [...found].flatMap(([{ claim }, where]) => (where === 'around' ? [] : [claim.id]))),
    );
    const setting = this.#subjects.filter(({ own }) =>
      own.fields.some((field) => field.kind === kind && field.path.some((key) => specific.has(key))),
    );
    for (const { claim } of setting) having.add(claim.id);
    return this.#joined('kind', kind, this.#having('kind', kind)).flatMap((join) => {
      const isMeant = (id: string): boolean => having.has(id) || (isAlone && !isAdded);
      const [those, rest] = [join.claims.filter(isMeant), join.claims.filter((id) => !isMeant(id))];
      return [
        ...(those.length > 0 ? [{ ...join, claims: those }] : []),
        ...(rest.length > 0 ? [{ ...join, strength: 'weak' as const, claims: rest }] : []),
      ];
    });
  }

  #joinsByPair(text: string): Join[] {
    return [...pairsIn(text)].flatMap((pair) => {
      const found = this.#pairs.get(pair);
      return found && this.#background.share(pair) <= rarePair ? this.#joined('phrase', pair, found) : [];
    });
  }

  /** A join of its own for what claims are about, and lesser ones for what they only work with, or begin in. */
  #joined(by: TermKind, term: string, found: Found): Join[] {
    const share = found.size / Math.max(1, this.#subjects.length);
    if (found.size === 0 || share > tooManyClaims) return [];
    const byStrength = Map.groupBy(found, ([, where]) => {
      const down = (share > manyClaims ? 1 : 0) + stepsDown(by, where);
      return strengths[Math.min(strengths.indexOf(strengthOf[by]) + down, 2)] ?? 'weak';
    });
    return [...byStrength].map(([strength, those]) => ({ by, term, strength, claims: those.map(([{ claim }]) => claim.id) }));
  }
}

/** What a spec sets by a manifest is what the claim is about; a command or a name there may be only its instrument. */
function stepsDown(by: TermKind, where: Where): number {
  if (where === 'words') return 0;
  const isInstrument = by === 'command' ? 1 : by === 'name' || by === 'flag' ? 2 : 0;
  return isInstrument + (where === 'around' ? 1 : 0);
}

const hasKind = (text: string, kind: string): boolean =>
  new RegExp(`\\b${kind}\\b|\\bkind: ${kind}$`).test(text) ||
  (/[a-z][A-Z]/.test(kind) && new RegExp(`\\b${kind.toLowerCase().replace(/y$/, '(?:y|ie)')}s?\\b`).test(text));

const hasMessage = (text: string, message: string): boolean => text.includes(message);

/** Another program has an option of the same name. */
const hasOption = (text: string, option: string): boolean =>
  text.split('\n').some((line) => /\b(?:istioctl|pilot-\w+)\b/.test(line) && hasName(line, option));

/** Kinds and fields of objects that are not Istio's: every release has them. */
function namesOfOthers(subjects: readonly Subject[], kinds: ReadonlySet<string>): Set<string> {
  const fields = subjects.flatMap(({ own, around }) => [...own.fields, ...around.fields]).filter(({ kind }) => !kinds.has(kind));
  return new Set(fields.flatMap(({ kind, path }) => [kind, path.at(-1) ?? kind]).filter((name) => /^[A-Za-z]+$/.test(name)));
}

function indexPairs(subjects: readonly Subject[]): Map<string, Found> {
  const index = new Map<string, Found>();
  for (const subject of subjects)
    for (const pair of pairsIn(subject.words)) index.set(pair, (index.get(pair) ?? new Map()).set(subject, 'own'));
  return index;
}
