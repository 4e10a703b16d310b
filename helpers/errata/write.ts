import { mkdir, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { MarkdownDocument } from '../documents/document.ts';
import { reworded, type Rewording } from '../documents/reworded.ts';
import { errataLeft } from '../ledger/corrected.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim, LoadedDocument } from '../ledger/loaded.ts';
import { inDocument } from '../ledger/select.ts';
import { patchOf } from './patch.ts';
import { proofOf, type Proof } from './proof.ts';
import { pageOf, suggestionOf, type Suggestion } from './suggestions.ts';

export interface ErrataOptions {
  root: string;
  /** Where documents and ledgers are, if not at the root. */
  content?: string;
  doc?: string | undefined;
  out?: string | undefined;
  pack?: string | undefined;
}

const packOfLatestRun = 'reports/out/latest';

/** What is written about one document: texts by the ending of their file's name, and what the program says of them. */
interface Written {
  name: string;
  texts: Partial<Record<(typeof endings)[number], string>>;
  says: string[];
}

const endings = ['md', 'patch', 'suggestions.md', 'suggestions.json'] as const;

/**
 * Writes the corrected text of each document, its patch and its suggestions. Writes nothing where the errata of one exclude each other.
 *
 * @returns what was written, in words
 * @throws {LedgerError} for a ledger that does not fit its document, or errata that are no one text
 * @throws {UsageError} for a document or a pack that does not exist
 */
export async function writeErrata({
  root,
  content = root,
  doc,
  out = 'reports/out/errata',
  pack,
}: ErrataOptions): Promise<string> {
  const ledger = await loadLedger(content);
  const path = doc ? inDocument(ledger, doc) : undefined;
  const claims = new Map(ledger.claims.map((claim) => [claim.id, claim]));
  const all: Written[] = [];
  for (const one of ledger.documents.filter(({ document }) => path === undefined || document.path === path)) {
    const proof = await proofOf(root, pack ?? packOfLatestRun, one.document, pack !== undefined);
    all.push(textsOf(one, claims, proof));
  }
  const folder = resolve(root, out);
  await mkdir(folder, { recursive: true });
  for (const { name, texts } of all) {
    for (const ending of endings) await rm(join(folder, `${name}.${ending}`), { force: true });
    for (const [ending, text] of Object.entries(texts)) await writeFile(join(folder, `${name}.${ending}`), text);
  }
  return all.map((one) => toldOf(one, out)).join('');
}

function toldOf({ name, texts, says }: Written, out: string): string {
  const files = Object.keys(texts).map((ending) => `${name}.${ending}`);
  const apply = texts.patch === undefined ? [] : [`apply: git apply ${join(out, `${name}.patch`)}`];
  const [first, ...rest] = says;
  return [`${first}: ${join(out, files.join(', '))}`, ...rest, ...apply, ''].join('\n');
}

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

function textsOf(one: LoadedDocument, claims: ReadonlyMap<string, LoadedClaim>, proof: Proof | undefined): Written {
  const { document } = one;
  const name = basename(document.path, '.md');
  const left = errataLeft(one);
  const corrected = reworded(document, left).document;
  if (left.length === 0) {
    const applied = [...claims.values()].filter((claim) => claim.document === document.path && claim.applied).length;
    const why = applied > 0 ? ` (${count(applied, 'claim has its', 'claims have their')} erratum applied)` : '';
    return { name, texts: { md: corrected.text }, says: [`${document.path}: nothing to correct${why}`] };
  }
  const suggestions = left.map((erratum) => suggestionOf(erratum, wordsOf(document, erratum), claims, proof));
  const told = {
    schema: 'meshproof/errata/v1',
    document: document.path,
    sha256: document.sha256,
    corrected: corrected.sha256,
    pack: proof ? { run: proof.run, folder: proof.folder } : null,
    suggestions,
  };
  const asked = new Set(left.flatMap((erratum) => erratum.claims)).size;
  return {
    name,
    texts: {
      md: corrected.text,
      patch: patchOf(document.path, document.text, corrected.text),
      'suggestions.md': pageOf(document, suggestions, proof),
      'suggestions.json': `${JSON.stringify(told, undefined, 2)}\n`,
    },
    says: [
      `${document.path}: ${count(left.length, 'place', 'places')} corrected for ${count(asked, 'claim', 'claims')}`,
      proof ? `what was observed is told by the run ${proof.run}` : 'what was observed is not told: no pack of this document',
    ],
  };
}

/** The words of one place, before and after, without line ends around them. */
function wordsOf(document: MarkdownDocument, erratum: Rewording): Pick<Suggestion, 'was' | 'is'> {
  const { document: corrected, lines } = reworded(document, [erratum]);
  const now = corrected.lines.filter((_, index) => erratum.first <= (lines[index] ?? 0) && (lines[index] ?? 0) <= erratum.last);
  return { was: document.lines.slice(erratum.first - 1, erratum.last).join('\n'), is: now.join('\n') };
}
