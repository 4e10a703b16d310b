import { isFailing } from '../failure.ts';
import type { RawArtifact } from '../evidence/artifact.ts';
import type { Witness } from '../evidence/schema.ts';

/** What one look at the world brought. */
export interface Sample<T> {
  value: T;
  /** In words; two samples with the same words are the same outcome. */
  says: string;
  at: Date;
  ms: number;
  artifacts?: RawArtifact[];
  /** Why the instrument did not do its work. Such a sample is no answer: it is passed over, and where there is no other, the claim is inconclusive. */
  unread?: string;
  /** Marks this request in the logs of both ends, where it is a request. */
  nonce?: string;
}

/** A question to the world as data: the engine asks it, repeats it and records it; a spec only names it. */
export interface Reading<T> {
  /** In words, such as `attacker GET http://backend/`. */
  says: string;
  witness: Witness;
  from?: string;
  to?: string;
  /** The command that a reader can paste. */
  command?: string;
  /** How often the engine asks. `until-stable`: until three answers in a row agree. `until-agreed` (a command): until one agrees, or three in a row after a disagreement. `never`: a sample is drawn once, when nothing that was changed may still be on its way, and stands. `recorded`: already taken. */
  repeat: 'until-stable' | 'until-agreed' | 'never' | 'recorded';
  /** How much later than in our own clusters it may show what has happened, in milliseconds. */
  lag?(): Promise<number>;
  /** How many requests one sample has, where the reading is a sample. */
  requests?: number;
  take(): Promise<Sample<T>>;
  /** Where a series is cheaper than single takes. Ends by itself within `limitMs`. */
  stream?(limitMs: number): AsyncIterable<Sample<T>>;
  /** Names the instrument where several readings share one: what one of them shows, another would have shown. */
  instrument?: string;
  /** What a broken instrument of this kind brings without a word. An agreement that one of these would bring too needs `prove`. */
  blanks: T[];
  /** Shows that the instrument works now and would have shown what `value` lacks. Asked after a disagreement, and after an agreement with a blank. */
  prove(question: Question<T>): Promise<Proof>;
  /** Other witnesses of what the agreeing samples show; called once the reading has settled. */
  corroborate?(samples: Sample<T>[]): Promise<Corroboration[]>;
}

/** What an instrument has to vouch for. */
export interface Question<T> {
  value: T;
  /** Those of the reading's blanks that would have been agreed with; none after a disagreement. */
  like: T[];
  /** The same reading showed something in this claim before. */
  shown: boolean;
}

/** Whether an instrument was seen to work, in words. */
export interface Proof {
  works: boolean;
  says: string;
  /** The instrument works; that it can show something is still to be seen, by a later look of the same reading in this claim. */
  awaited?: boolean;
}

/** A second record of the same event. `agrees` is false when the two ends report different events, or when there is no record. */
export interface Corroboration {
  witness: Witness;
  says: string;
  agrees: boolean;
  /** There is no record, and nothing shows that there would be one: the assertion is left unsettled. */
  missing?: boolean;
  artifacts?: RawArtifact[];
}

/** A reading whose answer is a plain value. */
export function reading<T>(
  says: string,
  witness: Witness,
  ask: () => Promise<T>,
  options: Pick<Reading<T>, 'blanks' | 'prove'> &
    Partial<Pick<Reading<T>, 'command' | 'from' | 'to' | 'repeat' | 'lag'>> & {
      artifacts?: (value: T) => RawArtifact[];
      words?: (value: T) => string;
    },
): Reading<T> {
  const { artifacts, words = inWords, ...rest } = options;
  return {
    repeat: 'until-stable',
    ...rest,
    says,
    witness,
    async take() {
      const at = new Date();
      const started = performance.now();
      const value = await ask();
      return { value, says: words(value), at, ms: performance.now() - started, artifacts: artifacts?.(value) };
    },
  };
}

/** What tells two readings apart: a request's words leave out its headers' values, its body and its limits. */
export function keyOf({ says, command = '' }: Pick<Reading<unknown>, 'says' | 'command'>): string {
  return `${says}\n${command}`;
}

/** The reading with some samples marked as no answer: `why` says for what reason, or undefined. */
export function unreadWhere<T>(reading: Reading<T>, why: (value: T) => string | undefined): Reading<T> {
  const marked = (sample: Sample<T>): Sample<T> => ({ ...sample, unread: sample.unread ?? why(sample.value) });
  const stream = async function* (limitMs: number) {
    for await (const sample of reading.stream?.(limitMs) ?? []) yield marked(sample);
  };
  return Object.assign(Object.create(reading) as Reading<T>, {
    take: async () => marked(await reading.take()),
    ...(reading.stream && { stream }),
  });
}

/** The reading with its recorded sample: it is not asked again. */
export function taken<T>(reading: Reading<T>, sample: Sample<T>): Reading<T> {
  return drawnOnce({ ...reading, repeat: 'recorded' }, Promise.resolve(sample));
}

/** The reading, of which each who asks gets the first sample. A broken instrument is asked all the same. */
export function drawnOnce<T>(reading: Reading<T>, first?: Promise<Sample<T>>): Reading<T> {
  let drawn = first;
  return { ...reading, take: () => (isFailing() ? reading.take() : (drawn ??= reading.take())) };
}

/** Nothing, or no more than white space: what a look that failed brings too. */
export function isNothing(value: unknown): boolean {
  if (typeof value === 'object' && value !== null && 'stdout' in value) return isNothing(value.stdout);
  return value === undefined || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0);
}

export function inWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
