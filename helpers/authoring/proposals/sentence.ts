import { normalise } from '../../documents/document.ts';
import type { Undecided } from '../../ledger/schema.ts';
import * as words from './words.ts';

export type Judged = Pick<Undecided, 'propose' | 'reason'>;

/** What stands around a sentence: `lead`, the sentence that introduces its list; `section`, the heading above it. */
export interface Around {
  lead?: string | undefined;
  section?: string | undefined;
}

const editorial = (reason: string): Judged => ({ propose: 'editorial', reason });
const claim = (reason: string): Judged => ({ propose: 'claim', reason });

/** What a careful editor would first say of a sentence, by its words. A person decides. */
export function judgeSentence(text: string, around: Around = {}): Judged {
  const read = plain(text);
  const lead = around.lead === undefined ? undefined : plain(around.lead);
  return (
    judgeForm(text, read) ??
    judgeReach(read, lead) ??
    judgeOutcome(read) ??
    judgeTone(read) ??
    judgeStatement(text, read, { ...around, lead }) ?? { reason: 'no rule tells whether a run could decide it' }
  );
}

function judgeForm(text: string, read: string): Judged | undefined {
  if (!/\p{L}/u.test(read)) return editorial('markup without words');
  if (/^\W*\[[^\]]*\]\([^)]*\)\W*$/.test(text)) return editorial('a link');
  if (/^(?:[^[(]*\]\(|[^\s(]*\))/.test(text)) return editorial('the end of a link or picture');
  if (/\?\W*$/.test(read)) return editorial('a question');
  return words.label.test(read) ? editorial('a label') : undefined;
}

/** Sentences on the page itself, or on what its reader is to know. */
function judgeReach(read: string, lead: string | undefined): Judged | undefined {
  if (lead !== undefined && words.forReaders.test(lead)) return editorial(`listed under “${lead}”`);
  if (words.framing.test(read)) return editorial('says what the page does');
  return words.aside.test(read) ? editorial('advice or a reference') : undefined;
}

/** What a run can see, unless the sentence only announces it or asks for it. */
function judgeOutcome(read: string): Judged | undefined {
  const announced = /:\W*$/.test(read);
  const seen = outcomesIn(read).find((one) => !announced || !words.announces.test(one));
  if (announced && seen === undefined) return editorial('introduces what stands below it');
  if (seen === undefined || (asks(read) && words.wonder.test(read.slice(0, read.indexOf(seen))))) return undefined;
  return claim(`states an outcome: “${seen}”`);
}

const asks = (read: string): boolean => [read, read.replace(words.opening, '')].some((one) => words.imperative.test(one));

function judgeTone(read: string): Judged | undefined {
  if (asks(read) || /^to [^,]*$/i.test(read)) return editorial('an instruction that states no outcome');
  return words.offered.test(read) ? editorial('leaves a step to the reader') : undefined;
}

function judgeStatement(text: string, read: string, { lead, section }: Around): Judged | undefined {
  if (lead !== undefined && outcomesIn(lead).length > 0) return claim(`listed under “${lead}”`);
  if (section !== undefined && words.forReaders.test(section)) return editorial(`stands under “${section}”`);
  const rule = words.rule.exec(read)?.[0];
  if (rule !== undefined) return claim(`states a rule: “${rule}”`);
  const opinion = words.opinion.exec(read)?.[0];
  if (opinion !== undefined) return editorial(`about people, plans or opinions: “${opinion}”`);
  const thing = (/`[^`]+`/.exec(text) ?? words.thing.exec(read))?.[0];
  const does = words.does.exec(read)?.[0];
  if (thing !== undefined && does !== undefined) return claim(`says of ${thing}: “${does}”`);
  return /^\W*\*\*[^*]+\*\*\W*$/.test(text) || !/\s\S+\s/.test(read) ? editorial('a label') : undefined;
}

/** A name in backticks states nothing, whatever its words. */
function outcomesIn(read: string): string[] {
  const stated = read.replace(/`[^`]*`/g, '``');
  return words.outcomes.flatMap((outcome) => outcome.exec(stated)?.[0].trim() ?? []);
}

/** The words that a reader sees: no marks, no addresses of links, no shortcodes. */
export function plain(text: string): string {
  return normalise(
    text
      .replace(/\{\{[<%].*?[%>]\}\}|<[^>]*>/g, '')
      .replace(/!\[[^\]]*\]\([^)]*\)/g, '')
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/\*+|(?<!\w)_+|_+(?!\w)/g, ''),
  );
}
