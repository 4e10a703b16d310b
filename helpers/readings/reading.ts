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
  /** How often the engine asks. `until-stable`: until three answers in a row agree. `until-agreed` (a command): until one agrees, or three in a row after a disagreement. `never`: a sample stands as it was drawn, unless a change may still be taking effect. `recorded`: already taken. */
  repeat: 'until-stable' | 'until-agreed' | 'never' | 'recorded';
  /** How many requests one sample has, where the reading is a sample. */
  requests?: number;
  take(): Promise<Sample<T>>;
  /** Where a series is cheaper than single takes. Ends by itself within `limitMs`. */
  stream?(limitMs: number): AsyncIterable<Sample<T>>;
  /** Other witnesses of what the agreeing samples show; called once the reading has settled. */
  corroborate?(samples: Sample<T>[]): Promise<Corroboration[]>;
}

/** A second record of the same event. `agrees` is false when the two ends report different events. */
export interface Corroboration {
  witness: Witness;
  says: string;
  agrees: boolean;
  artifacts?: RawArtifact[];
}

/** A reading whose answer is a plain value. */
export function reading<T>(
  says: string,
  witness: Witness,
  ask: () => Promise<T>,
  options: Partial<Pick<Reading<T>, 'command' | 'from' | 'to' | 'repeat'>> & {
    artifacts?: (value: T) => RawArtifact[];
    words?: (value: T) => string;
  } = {},
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

/** The reading with its recorded sample: it is not asked again. */
export function taken<T>(reading: Reading<T>, sample: Sample<T>): Reading<T> {
  return { ...reading, repeat: 'recorded', take: () => Promise.resolve(sample) };
}

export function inWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
}
