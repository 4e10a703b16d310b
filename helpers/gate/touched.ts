import { realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { content, isOwnContent } from '../content.ts';
import { MarkdownDocument, type Command } from '../documents/document.ts';
import { fileOf, fixturePath, readWorld } from '../lane/worldFile.ts';
import { withoutErrata } from '../ledger/applied.ts';
import { acceptedFile, type Source } from '../ledger/load.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { LedgerClaim } from '../ledger/schema.ts';
import type { SpecClaim, SpecFile } from '../ledger/specFiles.ts';
import { standing, type Standing } from '../ledger/standing.ts';
import { parseLedger } from '../ledger/yaml.ts';
import { fileNamedIn } from './filesOfCommands.ts';
import type { Change } from './git.ts';
import { takersOfChanged } from './savedChanges.ts';

/** Claims that a change touches, by id: why, in words. */
export type Touched = ReadonlyMap<string, string[]>;

type Touch = (ids: readonly string[], why: string) => void;
type Changed = Pick<Change, 'files' | 'before'>;

/** Programs and settings of this checkout on which every verdict rests. */
const everywhere = /^(helpers|cluster)\/(?!.*\.test\.ts$)|^(package(-lock)?\.json|vitest\.config\.ts)$/;

/** Finds the claims that a change touches: by their words, their rows, their specs, and what these lean on. */
export async function touchedBy(
  change: Changed,
  sources: readonly Source[],
  specs: readonly SpecFile[],
  folder = content,
): Promise<Touched> {
  const claims = new Map<string, string[]>();
  const touch: Touch = (ids, why) => {
    for (const id of ids) claims.set(id, [...new Set([...(claims.get(id) ?? []), why])]);
  };
  for (const source of sources) {
    if (change.files.includes(source.document.path)) touchByText(source, specs, change, touch);
    if (change.files.includes(source.file)) touchByRow(source, specs, change, touch);
    touchByFiles(source, specs, change, touch);
  }
  const accepted = new Set(sources.map(({ file }) => acceptedFile(file)));
  for (const path of change.files.filter((one) => !accepted.has(one))) {
    if (isOwnContent && everywhere.test(path)) touch(specs.flatMap(idsOf), `every claim rests on ${path}`);
    touch(specs.filter(({ file }) => file === path).flatMap(idsOf), `its spec ${path}`);
  }
  const reworded = new Map(sources.flatMap(({ document }) => rewordedIn(document, change)));
  const documents = new Map(sources.flatMap((source) => source.claims.map(({ id, document }) => [id, document])));
  for (const { claim, path } of await leaning(specs, folder)) {
    const lines = reworded.get(path)?.lines;
    if (lines ? found(claim.looksFor.output, lines) : change.files.includes(path)) touch([claim.id ?? ''], `it leans on ${path}`);
  }
  for (const claim of specs.flatMap(({ claims: own }) => own)) {
    const { lines = [], drawings = false } = reworded.get(documents.get(claim.id ?? '') ?? '') ?? {};
    if (found(claim.looksFor.document, lines) || (claim.draws && drawings))
      touch([claim.id ?? ''], 'it reads the document there');
  }
  for (const { id, sameAs } of sources.flatMap((source) => source.claims))
    if (sameAs !== undefined && claims.has(sameAs)) touch([id], `it says what ${sameAs} says`);
  return claims;
}

const idsOf = ({ claims }: Pick<SpecFile, 'claims'>): string[] => claims.flatMap(({ id }) => (id === undefined ? [] : [id]));

/** The claims whose specs have one of these texts. */
const namedIn = (specs: readonly SpecFile[], text: string): string[] =>
  specs.flatMap(({ claims }) => idsOf({ claims: claims.filter(({ texts }) => texts.includes(text)) }));

/** Whether a claim has other words than its row, by an erratum that is applied. */
const isCorrected = ({ applied, reworded }: LoadedClaim): boolean => applied !== undefined || reworded !== undefined;

function touchByText(source: Source, specs: readonly SpecFile[], { before }: Changed, touch: Touch): void {
  const { document, claims } = source;
  const text = before(document.path);
  if (text === undefined)
    return touch(
      claims.map(({ id }) => id),
      `${document.path} is new`,
    );
  const earlier = new MarkdownDocument(document.path, text);
  const formerly = standing({ ...source, document: earlier });
  const corrected = new Set(formerly.claims.filter(isCorrected).map(({ id }) => id));
  // an erratum that was applied before is no change, and its row quotes what it replaced
  const since = standing({ ...source, accepted: withoutErrata(earlier, source.accepted, formerly.applied) });
  for (const { command, file } of takersOfChanged(document, earlier)) {
    touch(leaningOn(command, since, specs), `its command takes ${file}`);
  }
  for (const claim of since.claims) {
    const { id, drifted, acceptedLine } = claim;
    if (drifted) touch([id], 'its words');
    else if (isCorrected(claim) !== corrected.has(id)) touch([id], 'its erratum');
    else if (acceptedLine === undefined) touch([id], 'its words are new');
  }
  for (const [name, { was, drifted }] of Object.entries(since.places))
    if (was !== undefined || drifted) touch(namedIn(specs, name), `the place ${name}`);
}

/** A file that a command of the document names, itself or by its folder, is a part of what the command does. */
function touchByFiles(source: Source, specs: readonly SpecFile[], { files }: Changed, touch: Touch): void {
  const is = standing(source);
  for (const command of source.document.blocks.flatMap(({ commands }) => commands)) {
    const file = fileNamedIn(command.text, files);
    if (file !== undefined) touch(leaningOn(command, is, specs), `its command takes ${file}`);
  }
}

/** The claims that quote a part of a command, and those whose specs name it. */
function leaningOn(command: Command, { claims, places }: Standing, specs: readonly SpecFile[]): string[] {
  const isThere = ({ line }: { line: number }) => command.line <= line && line <= command.lastLine;
  const named = Object.entries(places).filter(([, place]) => isThere(place));
  return [...claims.filter(isThere).map(({ id }) => id), ...named.flatMap(([name]) => namedIn(specs, name))];
}

/** What of a row decides a verdict. */
const deciding = ({ quote, section, says, expected, seen, versions, needs, sameAs, erratum }: LedgerClaim): string =>
  JSON.stringify([quote, section, says, expected, seen, versions, needs, sameAs, erratum?.text]);

function touchByRow(source: Source, specs: readonly SpecFile[], { before }: Changed, touch: Touch): void {
  const was = parseLedger(source.file, before(source.file) ?? '').parsed?.ledger;
  const rows = new Map(was?.claims.map((row) => [row.id, deciding(row)]));
  touch(
    source.ledger.claims.filter((row) => rows.get(row.id) !== deciding(row)).map(({ id }) => id),
    'its row',
  );
  for (const [name, place] of Object.entries(source.ledger.places))
    if (JSON.stringify(was?.places[name]) !== JSON.stringify(place)) touch(namedIn(specs, name), `the place ${name}`);
}

/** Of a document that has changed: the lines that are new or gone, and whether its drawings have changed. */
function rewordedIn(
  { path, ...now }: MarkdownDocument,
  { files, before }: Changed,
): [string, { lines: string[]; drawings: boolean }][] {
  if (!files.includes(path)) return [];
  const was = new MarkdownDocument(path, before(path) ?? '');
  const without = (some: readonly string[], others: readonly string[]) => some.filter((line) => !others.includes(line));
  const lines = [...without(now.lines, was.lines), ...without(was.lines, now.lines)];
  return [[path, { lines, drawings: drawingsOf(now) !== drawingsOf(was) }]];
}

const drawingsOf = ({ blocks }: Pick<MarkdownDocument, 'blocks'>): string =>
  blocks.flatMap(({ language, text }) => (language === 'mermaid' ? [text] : [])).join('\n');

/** A spec that looks for words in a text leans on the lines that have them. */
const found = (patterns: readonly RegExp[], lines: readonly string[]): boolean =>
  lines.some((line) => patterns.some((pattern) => pattern.test(line)));

/** Files that claims lean on: their worlds, who lives in these, and what their specs name by its path. */
async function leaning(specs: readonly SpecFile[], folder: string): Promise<{ claim: SpecClaim; path: string }[]> {
  const all = await Promise.all(
    specs.map(async (spec) => {
      const file = join(folder, spec.file);
      const worlds = new Map<string, string[]>();
      for (const { name } of spec.worlds) worlds.set(name, await filesOfWorld(name, file, folder));
      return spec.claims.flatMap((claim) => {
        const named = claim.texts.flatMap((text) => [...(worlds.get(text) ?? []), ...pathsIn(text, file, folder)]);
        return named.flatMap((path) => withTarget(path, folder)).map((path) => ({ claim, path }));
      });
    }),
  );
  return all.flat();
}

/** A path, and where it leads as a link: the file that a change names. */
function withTarget(path: string, folder: string): string[] {
  try {
    return [...new Set([path, relative(realpathSync(folder), realpathSync(join(folder, path)))])];
  } catch {
    return [path];
  }
}

/** Paths of files that a text names, such as the manifest of lane.apply or a file that a command reads. */
const pathsIn = (text: string, specFile: string, folder: string): string[] =>
  (text.match(/[\w./-]+\.\w+/g) ?? []).map((name) => pathOf(name, specFile, folder));

function pathOf(name: string, specFile: string, folder: string): string {
  try {
    return relative(folder, fixturePath(name, specFile));
  } catch {
    return name;
  }
}

async function filesOfWorld(name: string, specFile: string, folder: string): Promise<string[]> {
  const { workloads, objects } = await readWorld(name, specFile);
  const own = [join(dirname(relative(folder, specFile)), `${name}.world.yaml`), `fixtures/worlds/${name}.yaml`];
  return [...own, ...[...workloads.map(fileOf), ...objects].map((one) => pathOf(one, specFile, folder))];
}
