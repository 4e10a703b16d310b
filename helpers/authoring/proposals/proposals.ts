import { spotsOf } from '../../documents/anchor.ts';
import type { MarkdownDocument, Passage } from '../../documents/document.ts';
import type { Undecided } from '../../ledger/schema.ts';
import { nameOf, sectionWord } from './names.ts';
import { judgeSentence, type Judged } from './sentence.ts';
import { manifestIn, unitsOf, type Unit } from './units.ts';

/** An entry for the ledger's list of undecided passages, and the first of these passages, from 0. */
export interface Proposal extends Undecided {
  from: number;
}

export interface Given {
  document: MarkdownDocument;
  /** Passages, from 0, that the ledger says something of already. */
  known: ReadonlySet<number>;
  prefix: string;
  /** Ids and names of places that are taken. */
  ids: ReadonlySet<string>;
  places: ReadonlySet<string>;
}

/** A proposal for each unit of the document that its ledger says nothing of. */
export function proposalsFor({ document, known, prefix, ...taken }: Given): Proposal[] {
  const [covered, ids, places] = [new Set(known), new Set(taken.ids), new Set(taken.places)];
  const headings = document.passages.flatMap(({ kind, text }) => (kind === 'heading' ? [text] : []));
  const proposals: Proposal[] = [];
  for (const unit of unitsOf(document)) {
    const open = passagesOf(unit).filter((index) => !covered.has(index));
    const whole = open.length === unit.to - unit.from + 1;
    for (const { judged, ...part } of whole ? [{ ...unit, judged: judge(document, unit) }] : restOf(document, open)) {
      if (covered.has(part.from)) continue;
      const editorial = judged.propose === 'editorial';
      const anchor = editorial ? { quote: part.quote } : anchorOf(document, part);
      const spots = spotsOf(document, anchor);
      for (const spot of spots.length > 1 ? spots : [part]) for (const index of passagesOf(spot)) covered.add(index);
      const place = judged.place ? nameOf(unit, places) : undefined;
      const section = sectionWord(document.passages[part.from]?.sections.at(-1), headings);
      proposals.push(entry(part.from, anchor, judged, editorial ? undefined : nameOf(unit, ids, [prefix, section]), place));
    }
  }
  return proposals;
}

const passagesOf = ({ from, to }: { from: number; to: number }): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

type Decided = Omit<Judged, 'place'> & { says?: string; place?: boolean };

function judge(document: MarkdownDocument, unit: Unit): Decided {
  const { kind, text, from, unread } = unit;
  const section = document.passages[from]?.sections.at(-1);
  if (kind === 'sentence') return judgeSentence(text, { section, lead: leadOf(document, from) });
  if (kind === 'comment') return judgeSentence(text, { section });
  if (kind === 'command') return judgeCommand(text);
  if (kind === 'shown')
    return { propose: 'claim', reason: 'a command with what it prints', says: 'The command prints what is shown.', place: true };
  if (kind === 'drawing') return { propose: 'claim', reason: 'an arrow of a diagram' };
  if (kind === 'markup') return { propose: 'editorial', reason: 'markup, front matter or the layout of a diagram' };
  if (kind === 'output') return { propose: 'claim', reason: 'shown as printed', says: 'The command above prints what is shown.' };
  if (kind === 'code') return { reason: `code that is not read as commands (${unread})` };
  const { kind: object = 'object' } = manifestIn(text) ?? {};
  return {
    propose: 'claim',
    reason: `a manifest of kind ${object}`,
    says: 'The API server takes the manifest as written.',
    place: true,
  };
}

function judgeCommand(text: string): Decided {
  const editorial = (reason: string): Decided => ({ propose: 'editorial', reason });
  if (/^(?:exit|logout)$/.test(text)) return editorial('leaves a shell');
  if (/^echo\b[^|;&$]*$/.test(text)) return editorial('prints a label');
  if (/^(?:cd|sleep|clear|mkdir)\b[^|;&]*$/.test(text)) return editorial('prepares the shell');
  if (/^(?:export )?\w+=\S*(?:\$\(.*\))?\S*$/.test(text)) return editorial('sets a variable for the commands below');
  const blank = /<[a-z][\w -]*>/.exec(text)?.[0];
  const reason = blank ? `a command, in which a reader fills in ${blank}` : 'a command that has to run as written';
  return { propose: 'claim', reason, says: 'The command runs as written.', place: true };
}

/** The sentence that introduces the list that a sentence is an item of. */
function leadOf({ passages, lines }: MarkdownDocument, from: number): string | undefined {
  const isItem = ({ first }: Passage) => /^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s/.test(lines[first - 1] ?? '');
  const item = passages[from];
  if (!item || !isItem(item)) return undefined;
  const above = passages.slice(0, from).findLast((one) => one.kind !== 'sentence' || !isItem(one));
  return above?.kind === 'sentence' && /:\W*$/.test(above.text) ? above.text : undefined;
}

type Part = Pick<Unit, 'from' | 'to' | 'quote'>;

/** Of a command that a claim quotes in part, the lines that are left. */
const restOf = ({ passages }: MarkdownDocument, open: readonly number[]): (Part & { judged: Decided })[] =>
  open.map((index) => ({
    from: index,
    to: index,
    quote: passages[index]?.text ?? '',
    judged: { propose: 'editorial', reason: 'the rest of what a claim quotes in part' },
  }));

type Anchor = { quote: string; section?: string };

/**
 * With the nearest heading that tells the words from their like, or with up to three passages beside them. Where nothing does, one entry is
 * for all of them.
 */
function anchorOf(document: MarkdownDocument, { from, to, quote }: Part): Anchor {
  const texts = document.passages.map(({ text }) => text);
  const sections = [...(document.passages[from]?.sections ?? [])].reverse();
  const beside = [1, 2, 3].flatMap((count) => [
    [quote, ...texts.slice(to + 1, to + 1 + count)].join('\n'),
    [...texts.slice(Math.max(0, from - count), from), quote].join('\n'),
  ]);
  const anchors = [quote, ...beside].flatMap((words): Anchor[] => [
    { quote: words },
    ...sections.map((section) => ({ quote: words, section })),
  ]);
  return anchors.find((anchor) => spotsOf(document, anchor).length === 1) ?? { quote };
}

function entry(
  from: number,
  { quote, section }: Anchor,
  { propose, reason, says }: Decided,
  id: string | undefined,
  place: string | undefined,
): Proposal {
  return {
    from,
    quote,
    ...(section && { section }),
    ...(propose && { propose }),
    reason,
    ...(id && { id }),
    ...(says && { says }),
    ...(place && { place }),
  };
}
