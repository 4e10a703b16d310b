import { join } from 'node:path';
import { spotsOf } from '../documents/anchor.ts';
import type { MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import type { Answer } from '../ledger/accept.ts';
import { inForm } from '../ledger/inForm.ts';
import { insertEntries, removeEntries } from '../ledger/listEdit.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedDocument } from '../ledger/loaded.ts';
import type { Ledger, Undecided } from '../ledger/schema.ts';
import { parseLedger } from '../ledger/yaml.ts';
import { proposalsFor, type Proposal } from './proposals/proposals.ts';
import { startLedger, type Started, type WantedLedger } from './startLedger.ts';

/** Files to write, and what a person is told. */
export interface Proposed {
  files: { file: string; text: string }[];
  told: string;
}

/**
 * A ledger with a proposal for each passage that it says nothing of. Decided rows stay as they are; proposals whose words are gone or are
 * decided go. `answer` is asked of each passage that is proposed as editorial. Writes nothing.
 */
export async function proposeRows(root: string, wanted: WantedLedger, answer?: Answer): Promise<Proposed> {
  const started = await startLedger(root, wanted);
  const { document, ledgerFile } = started;
  const loaded = started.accepted ? undefined : await loadedOf(root, document);
  const before = ledgerOf(ledgerFile, started.text).undecided;
  const stale = [...before.entries()].filter(([, one]) => !isOpen(one, document, loaded)).map(([index]) => index);
  const pruned = stale.length > 0 ? removeEntries(started.text, 'undecided', stale) : started.text;
  const proposals = proposalsFor(givenOf(started, ledgerOf(ledgerFile, pruned), loaded));
  const proposed = withProposals(pruned, document, ledgerOf(ledgerFile, pruned).undecided, proposals);
  const { text, moved } = await withEditorial(proposed, started, answer);
  const { undecided } = ledgerOf(ledgerFile, text);
  if (started.accepted && undecided.length + moved === 0)
    throw new UsageError(`FILE=${document.path} has no sentence and no command: there is nothing to start a ledger with.`);
  const counts = `${proposals.length} new proposals${stale.length > 0 ? `, ${stale.length} old ones gone` : ''}`;
  return {
    files: [{ file: ledgerFile, text: await inForm(text, join(root, ledgerFile)) }, ...[started.accepted ?? []].flat()],
    told: [
      `${ledgerFile}: ${counts}${moved > 0 ? `, ${moved} taken over as editorial` : ''}`,
      ...toldOf(document, undecided),
    ].join('\n'),
  };
}

/** Whether a proposal is about a passage that is still undecided. */
function isOpen(one: Undecided, document: MarkdownDocument, loaded: LoadedDocument | undefined): boolean {
  const open = new Set(loaded?.coverage.unclassified.map(({ first, text }) => `${first} ${text}`));
  return spotsOf(document, one).some(({ from, to }) =>
    document.passages.slice(from, to + 1).some(({ first, text }) => open.has(`${first} ${text}`)),
  );
}

async function loadedOf(root: string, { path }: MarkdownDocument): Promise<LoadedDocument | undefined> {
  const { claims, documents } = await loadLedger(root);
  const drifted = claims.filter((claim) => claim.document === path && claim.drifted).map(({ id }) => id);
  if (drifted.length > 0)
    throw new UsageError(`The words of ${drifted.join(', ')} have changed in ${path}: take them over first, by make ledger.`);
  return documents.find(({ document }) => document.path === path);
}

function ledgerOf(file: string, text: string): Ledger {
  const { parsed, problems } = parseLedger(file, text);
  if (parsed) return parsed.ledger;
  throw new Error(`${file} cannot take the proposals: ${problems.map(({ what }) => what).join('; ')}`);
}

function givenOf({ document, prefix }: Started, { claims, undecided, places }: Ledger, loaded: LoadedDocument | undefined) {
  const open = new Set<unknown>(loaded?.coverage.unclassified.filter((one) => one.undecided === undefined));
  const known = [...(loaded?.document.passages ?? []).entries()].filter(([, passage]) => !open.has(passage));
  return {
    document,
    prefix,
    known: new Set(known.map(([index]) => index)),
    ids: new Set([...claims, ...undecided].flatMap(({ id }) => id ?? [])),
    places: new Set([...Object.keys(places), ...undecided.flatMap(({ place }) => place ?? [])]),
  };
}

/** Each new proposal in the order of the document, the last ones first, so that indices stand. */
function withProposals(
  text: string,
  document: MarkdownDocument,
  before: readonly Undecided[],
  proposals: readonly Proposal[],
): string {
  const firsts = before.map((one) => spotsOf(document, one)[0]?.from ?? -1);
  const sectionOf = (from: number | undefined) => document.passages[from ?? -1]?.sections.at(-1);
  const groups = Map.groupBy(proposals, ({ from }) => firsts.findLastIndex((first) => first <= from));
  return [...groups]
    .sort(([a], [b]) => b - a)
    .reduce((changed, [after, group]) => {
      const entries = group.map(({ from, ...value }, index) => {
        const [section, above] = [sectionOf(from), sectionOf(group[index - 1]?.from ?? firsts[after])];
        return { value, heading: section === above ? undefined : section };
      });
      return insertEntries(changed, 'undecided', after, entries);
    }, text);
}

async function withEditorial(text: string, { document, ledgerFile }: Started, answer: Answer | undefined) {
  const { editorial, undecided } = ledgerOf(ledgerFile, text);
  const agreed: number[] = [];
  for (const [index, { propose, quote, reason }] of undecided.entries())
    if (answer && propose === 'editorial' && (await answer({ says: `“${quote}”: ${reason}`, offers: 'list it as editorial' })))
      agreed.push(index);
  if (agreed.length === 0) return { text, moved: 0 };
  const byReason = Map.groupBy(
    agreed.flatMap((index) => undecided[index] ?? []),
    ({ reason }) => reason,
  );
  const rows = [...byReason].map(([reason, entries]) => ({
    value: { quotes: [...new Set(entries.flatMap((one) => wholePassages(document, one)))], reason },
  }));
  const left = removeEntries(text, 'undecided', agreed);
  return { text: insertEntries(left, 'editorial', editorial.length - 1, rows), moved: agreed.length };
}

/** Editorial quotes are whole passages: of a command over several lines, each line is one. */
const wholePassages = (document: MarkdownDocument, entry: Undecided): string[] =>
  spotsOf(document, entry).flatMap(({ from, to }) => document.passages.slice(from, to + 1).map(({ text }) => text));

function toldOf({ path, passages }: MarkdownDocument, undecided: readonly Undecided[]): string[] {
  const count = (propose: Undecided['propose']) => undecided.filter((one) => one.propose === propose).length;
  const commands = undecided.filter(({ place }) => place !== undefined).length;
  const first = undecided.find(({ propose }) => propose === 'claim')?.id;
  return [
    `${path}: ${passages.length} passages; undecided: ${count('claim')} claims (${commands} of commands and manifests), ` +
      `${count('editorial')} editorial, ${count(undefined)} without a proposal`,
    ...(undecided.length === 0 ? ['Nothing is undecided.'] : []),
    ...(first ? [`Read them, change what you see otherwise, then: make claim ID=${first}`] : []),
    ...(count('editorial') > 0 ? [`take over what is rightly editorial: make document FILE=${path} ACCEPT=ask`] : []),
  ];
}
