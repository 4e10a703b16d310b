import { excerpt } from '../evidence/shortened.ts';
import type { Proof, Question, Reading, Sample } from './reading.ts';

/** Lines of a text that hold something, in their order; of a pattern with a group, what the group holds. */
export interface Lines extends Reading<string[]> {
  count: Reading<number>;
  /** Each of them once, sorted. */
  distinct: Reading<string[]>;
  /** How often each of them is there. */
  tally: Reading<Record<string, number>>;
}

/** A text's lines that hold a text or match a pattern. That there is none counts where the text has other lines. */
export function linesIn(text: Reading<string>, wanted: string | RegExp): Lines {
  const part = <T>(
    what: string,
    of: (found: string[]) => T,
    words: (value: T, found: string[], all: number) => string,
  ): Reading<T> => {
    const look = ({ value, ...rest }: Sample<string>): Sample<T> => {
      const found = matching(value, wanted);
      return { ...rest, value: of(found), says: words(of(found), found, linesOf(value).length) };
    };
    const { witness, repeat, from, command } = text;
    return {
      witness,
      repeat,
      from,
      command,
      says: `${what} with ${String(wanted)} of what ${text.says}`,
      // what no pattern finds shows nothing of the others: each is a reading of its own
      blanks: [of([])],
      prove: (question: Question<T>) => proofOf(text, wanted, question),
      take: async () => look(await text.take()),
    };
  };
  const listed = (found: string[], all: number) =>
    found.length === 0 ? `none of ${all} lines` : excerpt(found.join(' | '), 500);
  const tallied = (tally: Record<string, number>) =>
    Object.entries(tally)
      .map(([line, times]) => `${times} × ${line}`)
      .join(', ');
  return {
    ...part(
      'the lines',
      (found) => found,
      (_, found, all) => listed(found, all),
    ),
    count: part(
      'the number of lines',
      (found) => found.length,
      (count, _, all) => `${count} of ${all} lines`,
    ),
    distinct: part('the different lines', unique, (once, _, all) => listed(once, all)),
    tally: part('how often there are lines', tallyOf, (tally, found, all) =>
      found.length === 0 ? listed(found, all) : tallied(tally),
    ),
  };
}

/** The instrument works; where nothing was found, it is asked again, and has to show lines and again nothing that is looked for. */
async function proofOf<T>(text: Reading<string>, wanted: string | RegExp, { like, shown }: Question<T>): Promise<Proof> {
  const proof = await text.prove({ value: 'something', like: [], shown });
  if (!proof.works || like.length === 0) return proof;
  const { value, unread } = await text.take();
  if (unread !== undefined) return { works: false, says: unread };
  const found = matching(value, wanted).length;
  if (found > 0) return { works: false, says: `${proof.says}, and ${found} lines by then` };
  const all = linesOf(value).length;
  const says = `${proof.says}; there are ${all} lines in all`;
  return all > 0 || shown ? { works: true, says } : { works: true, awaited: true, says };
}

export function matching(text: string, wanted: string | RegExp): string[] {
  return linesOf(text).flatMap((line) => {
    if (typeof wanted === 'string') return line.includes(wanted) ? [line] : [];
    const match = wanted.exec(line);
    if (!match) return [];
    return match.length === 1 ? [line] : match.slice(1, 2).filter((group) => group !== undefined);
  });
}

const linesOf = (text: string) => text.split(/\r?\n/).filter((line) => line.trim() !== '');

const unique = (found: string[]) => [...new Set(found)].sort();

function tallyOf(found: string[]): Record<string, number> {
  const tally: Record<string, number> = {};
  for (const one of unique(found)) tally[one] = found.filter((other) => other === one).length;
  return tally;
}
