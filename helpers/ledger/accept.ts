import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changesOf } from './changes.ts';
import { inForm } from './inForm.ts';
import { acceptedFile, readSources, type Source } from './load.ts';
import { LedgerEdit } from './ledgerEdit.ts';
import { claimsStand, placesStand } from './rules.ts';
import { standing } from './standing.ts';
import { describeProblem } from './errors.ts';
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

/**
 * Takes the present text of each document over into its ledger, one question at a time, and keeps the ledger's comments. Nothing of a document
 * is written unless every claim and place stands in it then.
 *
 * @returns what was done, and which passages are new, in words
 */
export async function accept(root: string, answer: Answer): Promise<string> {
  const told: string[] = [];
  for (const source of await readSources(root)) told.push(...(await acceptOne(root, source, answer)));
  return told.join('\n');
}

async function acceptOne(root: string, source: Source, answer: Answer): Promise<string[]> {
  const { document, accepted, file } = source;
  const is = standing(source);
  if (document === accepted) return [`${document.path} reads as it was accepted.`];
  const ledger = new LedgerEdit(await readFile(join(root, file), 'utf8'));
  for (const change of changesOf(is, source.ledger.places, document)) {
    if (!change.offers || (await answer({ says: change.says, offers: change.offers }))) change.apply(ledger);
  }
  const text = await inForm(ledger.text(), join(root, file));
  const left = stillDrifted(source, text);
  const fresh = is.fresh.map(({ first, text }) => `  new: line ${first}: ${text}`);
  // a ledger of which a part is taken over fits neither text
  if (left.length > 0) return [`${document.path} is not accepted, and ${file} is as it was. What is left:`, ...left, ...fresh];
  await writeFile(join(root, file), text);
  await writeFile(join(root, acceptedFile(file)), document.text);
  return [`${document.path} is accepted as it stands.`, ...fresh];
}

/** What a new ledger says of the present text, as if that were accepted. */
function stillDrifted({ file, document, claims }: Source, text: string): string[] {
  const { parsed, problems } = parseLedger(file, text);
  if (!parsed) return problems.map(describeProblem);
  const rows = parsed.ledger.claims.map((claim, index) => ({
    ...claim,
    document: document.path,
    ledgerFile: file,
    ledgerLine: claims[index]?.ledgerLine ?? parsed.lineOf(['claims', index]),
  }));
  const is = standing({ document, accepted: document, claims: rows, ledger: parsed.ledger });
  return [...claimsStand(is.claims), ...placesStand({ ledgerFile: file, document, places: is.places })].map(describeProblem);
}
