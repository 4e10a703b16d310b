import { hasWords, wordsOf } from './words.ts';

/** Words that any sentence has, and those that every note or every claim has. */
const common = new Set(
  `a about above across after again against all allow allows already also always an and another any are as at away back be
  because been before being below both but by can cannot case change changed claim command configured could data default did
  different do does done during each either enable enabled error every example existing failed fails feature fix fixed
  following for from full get gets given go had has have here how however if in instead into is issue istio it its itself just
  kind last later less like line made make makes many may mesh might more most must name new no non not note now number of off
  old on once one only or other others our out over own per pod pods port provided request requests resource resources same
  see sent set sets shall should show shows since so some still such than that the their them then there these they this those
  through time to too two under until up upon us use used user users uses using value via very was way we were what when where
  whether which while who whose why will with within without work workload workloads works would yet you your service services
  kubernetes existing client server`.split(/\s+/),
);

/** Pairs of words side by side, neither of them common. */
export function pairsIn(text: string): Set<string> {
  const pairs = new Set<string>();
  // a pair does not reach over the end of a sentence
  for (const sentence of text.split(/[.;:!?]\s|\n\n|[()]/)) {
    const words = wordsOf(sentence).trim().split(' ').map(stem);
    for (const [index, word] of words.entries()) {
      const next = words[index + 1];
      if (next !== undefined && isTelling(word) && isTelling(next)) pairs.add(`${word} ${next}`);
    }
  }
  return pairs;
}

const isTelling = (word: string): boolean => word.length > 2 && !common.has(word) && !/^\d/.test(word);
const stem = (word: string): string =>
  /[^su]s$/.test(word) && word.length > 3 ? word.replace(/ies$/, 'y').replace(/s$/, '') : word;

/** How often words occur in the notes of all releases: what many notes have tells nothing of one. */
export class Background {
  readonly #texts: readonly string[];
  readonly #shares = new Map<string, number>();

  constructor(texts: readonly string[]) {
    this.#texts = texts.map(wordsOf);
  }

  /** The share of notes that have these words. */
  share(words: string): number {
    const known = this.#shares.get(words);
    if (known !== undefined) return known;
    const count = this.#texts.filter((text) => hasWords(text, words)).length;
    const share = count / Math.max(1, this.#texts.length);
    this.#shares.set(words, share);
    return share;
  }
}
