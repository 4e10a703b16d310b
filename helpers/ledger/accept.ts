import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { appliedErrata, keptOf, withShared } from './acceptErrata.ts';
import { withoutErrata } from './applied.ts';
import { changesOf } from './changes.ts';
import { inForm } from './inForm.ts';
import { acceptedFile, ledgerOf, readSources, type Source } from './load.ts';
import type { Row } from './loaded.ts';
import { LedgerEdit } from './ledgerEdit.ts';
import { claimsStand, placesStand, sameAsTargets } from './rules.ts';
import { select } from './select.ts';
import { readSpecs } from './specFiles.ts';
import { placeOf } from './specs.ts';
import { standing } from './standing.ts';
import { describeProblem, LedgerError } from './errors.ts';
import { parseLedger } from './yaml.ts';

/** A change of a document that touches its ledger, and what taking it over would do. */
export interface Question {
  /** What has changed, in words. */
  says: string;
  /** What is done when a person says yes. */
  offers: string;
}

/** Answers a question; a run without a terminal takes everything over or nothing. */
export type Answer = (question: Question) => Promise<boolean>;

/** What taking a document over comes to: the rows of its ledger then, the files to write, and what a person is told. */
interface Taken {
  rows: readonly Row[];
  files: { file: string; text: string }[];
  told: string[];
}

interface Wish {
  answer: Answer;
  /** Claims whose rows are to say what their applied errata say. */
  named: ReadonlySet<string>;
  /** The spec that decides a claim, as `file:line`. */
  specOf: (claim: Pick<Row, 'id' | 'sameAs'>) => string | undefined;
}

/**
 * Takes the present text of each document over into its ledger, one question at a time, and keeps the ledger's comments. Nothing of a document
 * is written unless every claim and place stands in it then. A row whose erratum is applied stays as it is: its claim is judged as corrected.
 *
 * @param claims ids or globs of claims whose rows are to say what their applied errata say
 * @returns what was done, and which passages are new, in words
 * @throws {LedgerError} where two claims that share a verdict would expect different ones; then nothing is written
 * @throws {UsageError} where `claims` names none whose erratum is applied
 */
export async function accept(root: string, answer: Answer, claims?: string): Promise<string> {
  const sources = await readSources(root);
  const specs = await readSpecs(root);
  const places = new Map(
    specs.flatMap(({ file, claims: own }) => own.map(({ id, line }) => [id ?? '', { file, line }] as const)),
  );
  const specOf: Wish['specOf'] = (claim) => {
    const place = placeOf(places, claim);
    return place && `${place.file}:${place.line}`;
  };
  const rows = sources.flatMap((source) => source.claims);
  const errata = sources.flatMap((source) => [...standing(source).applied.keys()]);
  const chosen = claims === undefined ? [] : appliedErrata(claims, select(ledgerOf(sources), { claims }), errata);
  const named = withShared(chosen, errata, rows);
  const taken: Taken[] = [];
  for (const source of sources) taken.push(await takeOver(root, source, { answer, named, specOf }));
  const problems = sameAsTargets(taken.flatMap((one) => one.rows));
  if (problems.length > 0) throw new LedgerError(problems);
  for (const { file, text } of taken.flatMap(({ files }) => files)) await writeFile(join(root, file), text);
  return taken.flatMap(({ told }) => told).join('\n');
}

async function takeOver(root: string, source: Source, { answer, named, specOf }: Wish): Promise<Taken> {
  const { document, accepted, file, claims } = source;
  const { applied, fresh } = standing(source);
  const kept = keptOf(applied, named, (id) => specOf(claims.find((claim) => claim.id === id) ?? { id }));
  const words = withoutErrata(document, accepted, kept.applied);
  const but = kept.applied.size > 0 ? ', but for errata that are applied' : '';
  if (words.text === accepted.text)
    return { rows: claims, files: [], told: [`${document.path} reads as it was accepted${but}.`, ...kept.told] };
  const ledger = new LedgerEdit(await readFile(join(root, file), 'utf8'));
  const leaves: string[] = [];
  const { lines } = standing({ ...source, accepted: words });
  const known = { specOf, lineOf: (line: number) => lines[line - 1] ?? line };
  for (const change of changesOf(standing({ ...source, document: words }), source.ledger.places, words, known)) {
    if (change.offers && !(await answer({ says: change.says, offers: change.offers }))) continue;
    change.apply(ledger);
    if (change.leaves) leaves.push(`  ${change.leaves}`);
  }
  const text = await inForm(ledger.text(), join(root, file));
  const { rows, left } = readAgain({ ...source, document: words }, text);
  const others = [...kept.told, ...fresh.map(({ first, text }) => `  new: line ${first}: ${text}`)];
  // a ledger of which a part is taken over fits neither text
  if (left.length > 0) {
    const told = `${document.path} is not accepted, and ${file} is as it was. What is left:`;
    return { rows: claims, files: [], told: [told, ...left, ...others] };
  }
  return {
    rows,
    files: [
      { file, text },
      { file: acceptedFile(file), text: words.text },
    ],
    told: [`${document.path} is accepted as it stands${but}.`, ...leaves, ...others],
  };
}

/** The rows of a new ledger, and what they say of the present text as if that were accepted. */
function readAgain({ file, document, claims }: Source, text: string): { rows: Row[]; left: string[] } {
  const { parsed, problems } = parseLedger(file, text);
  if (!parsed) return { rows: [], left: problems.map(describeProblem) };
  const lines = new Map(claims.map(({ id, ledgerLine }) => [id, ledgerLine]));
  const rows = parsed.ledger.claims.map((claim, index) => ({
    ...claim,
    document: document.path,
    ledgerFile: file,
    ledgerLine: lines.get(claim.id) ?? parsed.lineOf(['claims', index]),
  }));
  const is = standing({ document, accepted: document, claims: rows, ledger: parsed.ledger });
  const left = [...claimsStand(is.claims), ...placesStand({ ledgerFile: file, document, places: is.places })];
  return { rows, left: left.map(describeProblem) };
}
