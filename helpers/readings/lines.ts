import { isDeepStrictEqual } from 'node:util';
import { excerpt } from '../evidence/shortened.ts';
import type { Proof, Question, Reading } from './reading.ts';

/** Lines of a text that hold something, in their order; of a pattern with groups, what these hold. */
export interface Lines extends Reading<string[]> {
  count: Reading<number>;
  /** Each of them once, sorted. */
  distinct: Reading<string[]> & { count: Reading<number> };
  /** How often each of them is there. */
  tally: Reading<Record<string, number>>;
}

/** A text's lines that hold a text or match a pattern. That there is none counts where the text has other lines. */
export function linesIn(text: Reading<string>, wanted: string | RegExp): Lines {
  const part = <T>(what: string, of: (found: string[]) => T, words: (value: T) => string): Reading<T> => {
    const { witness, repeat, from, command } = text;
    return {
      witness,
      repeat,
      from,
      command,
      says: `${what} with ${String(wanted)} of what ${text.says}`,
      blanks: [of([])],
      prove: (question: Question<T>) => proofOf(text, wanted, question),
      take: async () => {
        const { value, ...rest } = await text.take();
        const found = matching(value, wanted);
        return { ...rest, value: of(found), says: found.length === 0 ? 'no line' : words(of(found)) };
      },
    };
  };
  const counted = (count: number) => `${count} line${count === 1 ? '' : 's'}`;
  const listed = (found: string[]) => excerpt(found.join(' | '), 500);
  return {
    ...part('the lines', (found) => found, listed),
    count: part('the number of lines', (found) => found.length, counted),
    distinct: {
      ...part('the different lines', unique, listed),
      count: part('the number of different lines', (found) => unique(found).length, counted),
    },
    tally: part('how often there are lines', tallyOf, (tally) =>
      Object.entries(tally)
        .map(([line, times]) => `${times} × ${line}`)
        .join(', '),
    ),
  };
}

/** The instrument works; where nothing was found, it is asked again, and has to show lines and again nothing that is looked for. */
async function proofOf<T>(
  text: Reading<string>,
  wanted: string | RegExp,
  { value: found, like, shown }: Question<T>,
): Promise<Proof> {
  const proof = await text.prove({ value: 'something', like: [], shown });
  // lines that were found show that lines can be
  const none = like.some((one) => isDeepStrictEqual(one, found));
  if (!proof.works || !none) return proof;
  const { value, unread } = await text.take();
  if (unread !== undefined) return { works: false, says: unread };
  const late = matching(value, wanted).length;
  if (late > 0) return { works: false, says: `${proof.says}, and ${late} lines by then` };
  const all = linesOf(value).length;
  if (all > 0) return { works: true, says: `${proof.says}; there are ${all} lines in all` };
  return shown ? proof : text.prove({ value: '', like: [''], shown });
}

export function matching(text: string, wanted: string | RegExp): string[] {
  return linesOf(text).flatMap((line) => {
    if (typeof wanted === 'string') return line.includes(wanted) ? [line] : [];
    const match = wanted.exec(line);
    if (!match) return [];
    const groups = match.slice(1).filter((group) => group !== undefined);
    if (match.length === 1) return [line];
    return groups.length === 0 ? [] : [groups.join(' ')];
  });
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');

const unique = (found: string[]) => [...new Set(found)].sort();

function tallyOf(found: string[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const one of unique(found)) tally[one] = found.filter((other) => other === one).length;
  return tally;
}
