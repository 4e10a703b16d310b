import { join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { content } from '../content.ts';
import type { MarkdownDocument } from '../documents/document.ts';
import { fileOf, fixturePath, readWorld } from '../lane/worldFile.ts';
import type { LoadedClaim, LoadedDocument, LoadedLedger } from '../ledger/loaded.ts';
import type { SpecClaim, SpecFile } from '../ledger/specFiles.ts';
import { fieldsIn, type Field } from './manifestFields.ts';

/** What a claim is about, as texts: its own, and those of the state in which it begins or that its whole file shares. */
export interface Subject {
  claim: LoadedClaim;
  own: Material;
  around: Material;
  /** The sentence of the document, and what the ledger makes of it. */
  words: string;
  /** The command or manifest of which it quotes a line. */
  block: string;
}

export interface Material {
  text: string;
  fields: Field[];
}

/** What every claim that can be run is about; of claims that say the same, the one that has the spec. */
export async function subjectsOf(ledger: LoadedLedger, specs: readonly SpecFile[], folder = content): Promise<Subject[]> {
  const places = new Map(specs.flatMap((spec) => spec.claims.map((claim) => [claim.id, { spec, claim }])));
  const documents = new Map(ledger.documents.map((one) => [one.document.path, one]));
  const wanted = ledger.claims.filter(({ expected, sameAs }) => expected !== 'editorial' && sameAs === undefined);
  return Promise.all(
    wanted.map(async (claim) => {
      const document = documents.get(claim.document);
      const place = places.get(claim.id);
      const [own, around] = await textsOf(place, document, folder);
      const block = document && !claim.drifted ? blockAround(document.document, claim.line).join('') : '';
      const words = [claim.quote, claim.says, claim.erratum?.text ?? ''].join('\n');
      return { claim, own: materialOf([words, block, ...own]), around: materialOf(around), words, block };
    }),
  );
}

const materialOf = (texts: readonly string[]): Material => ({ text: texts.join('\n\n'), fields: texts.flatMap(fieldsIn) });

/** The claim's own texts, and those around it. */
async function textsOf(
  place: { spec: SpecFile; claim: SpecClaim } | undefined,
  document: LoadedDocument | undefined,
  folder: string,
): Promise<[own: string[], around: string[]]> {
  if (!place) return [[], []];
  const { spec } = place;
  const file = join(folder, spec.file);
  const shared = new Set(spec.claims.length < 2 ? [] : place.claim.texts.filter((text) => inEvery(spec, text)));
  const worlds = new Set(spec.worlds.map(({ name }) => name));
  const own: string[] = [];
  const around: string[] = [];
  for (const text of place.claim.texts) {
    if (worlds.has(text)) around.push(...(await textsOfWorld(text, file)));
    else (shared.has(text) ? around : own).push(text, ...(await meantBy(text, document, file)));
  }
  return [own, around];
}

const inEvery = ({ claims }: SpecFile, text: string): boolean => claims.every(({ texts }) => texts.includes(text));

/** The manifest or command whose line the claim quotes. */
function blockAround(document: MarkdownDocument, line: number): string[] {
  if (!document.isCode(line)) return [];
  const command = document.blockAt(line).commands.find((one) => one.line <= line && line <= one.lastLine);
  return command ? [command.heredoc?.text ?? command.text] : [];
}

/** What a text of a spec stands for: a place of the document, or a file. */
async function meantBy(text: string, document: LoadedDocument | undefined, file: string): Promise<string[]> {
  const place = document && Object.hasOwn(document.places, text) ? document.places[text] : undefined;
  if (document && place && !place.drifted) return blockAround(document.document, place.line);
  return readNamed(text.match(/[\w./-]+\.ya?ml\b/g) ?? [], file);
}

async function textsOfWorld(name: string, file: string): Promise<string[]> {
  const { says, workloads, objects } = await readWorld(name, file);
  const annotations = workloads.map((one) => JSON.stringify([one.annotations, one.labels]));
  return [says, ...annotations, ...(await readNamed([...workloads.map(fileOf), ...objects], file))];
}

/** The files of these names that there are; a name may be that of a file in a pod. */
async function readNamed(names: readonly string[], file: string): Promise<string[]> {
  const found = await Promise.all(
    names.map(async (name) => {
      try {
        return await readFile(fixturePath(name, file), 'utf8');
      } catch {
        return undefined;
      }
    }),
  );
  return found.filter((text) => text !== undefined);
}
