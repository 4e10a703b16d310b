import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { spotsOf, type Spot } from '../documents/anchor.ts';
import { UsageError } from '../errors.ts';
import picomatch from 'picomatch';
import { nearest } from '../ledger/near.ts';
import { insertEntries, insertPlace, removeEntries } from '../ledger/listEdit.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim, LoadedDocument, LoadedLedger } from '../ledger/loaded.ts';
import { claimId, type Ledger, type Undecided } from '../ledger/schema.ts';
import { inDocument } from '../ledger/select.ts';
import type { SpecPlace } from '../ledger/specFiles.ts';
import { scanSpecs } from '../ledger/specs.ts';
import { parseLedger } from '../ledger/yaml.ts';
import { claimText } from './claimText.ts';

export interface WantedClaim {
  id: string;
  /** Left out where a ledger proposes a claim of this id. */
  quote?: string | undefined;
  /** A heading above the quote, where the quote alone stands more than once. */
  section?: string | undefined;
  /** Path or name of the document; where none is given, the one whose claims begin alike: m1-… */
  doc?: string;
  /** An existing spec file to append to, or a new one; beside the claims of the same exercise where none is given. */
  spec?: string;
  world: string;
}

/** A file's new text, and the line at which the new part begins. */
export interface NewText {
  file: string;
  line: number;
  text: string;
}

/** A claim whose words are known, be it from its caller or from a proposal. */
type Quoted = WantedClaim & { quote: string } & Pick<Undecided, 'says' | 'place'>;

/**
 * The ledger with a row for the claim, in place by its line and no longer undecided, and the spec that runs it. Writes nothing. The row's
 * verdict is undecided and the spec's expectation is the opposite of its control, so the claim is red until somebody says what the quote
 * promises.
 *
 * @throws {UsageError} for an id that exists, a quote that does not stand once, an unknown document or world, a spec that cannot be used
 */
export async function scaffoldClaim(root: string, wanted: WantedClaim): Promise<{ ledger: NewText; spec: NewText }> {
  const ledger = await loadLedger(root);
  const { places } = await scanSpecs(root, ledger);
  refuseId(wanted.id, ledger);
  const source = documentOf(wanted, ledger);
  const quoted = withWords(wanted, source);
  const spot = spotOf(quoted, source);
  const spec = wanted.spec ?? join(specFolder(wanted.id, places, source.ledgerFile), `${topicOf(wanted.id)}.spec.ts`);
  if (!/^specs\/.+\.spec\.ts$/.test(spec))
    throw new UsageError(`SPEC=${spec}: use a path such as specs/guide/topic/name.spec.ts.`);
  return {
    ledger: withRow(root, quoted, rowBefore(ledger, source, spot.line), source, spot),
    spec: withClaim(root, spec, await claimText(wanted, join(root, spec), isCommand(source, spot))),
  };
}

/**
 * The ids that are meant: each as it is given, or those of proposed claims that a pattern (such as `tea-pour-*`) matches, in their order.
 *
 * @throws {UsageError} for a pattern that matches no proposal
 */
export async function meantIds(root: string, given: string): Promise<string[]> {
  const patterns = given.split(',').map((one) => one.trim());
  if (!patterns.some((one) => one.includes('*'))) return patterns;
  const { documents } = await loadLedger(root);
  const proposed = documents.flatMap(proposalsOf).flatMap(({ id, propose }) => (id && propose === 'claim' ? [id] : []));
  return [...new Set(patterns.flatMap((pattern) => matching(pattern, proposed)))];
}

function matching(pattern: string, proposed: readonly string[]): string[] {
  if (!pattern.includes('*')) return [pattern];
  const found = proposed.filter((id) => picomatch.isMatch(id, pattern));
  if (found.length > 0) return found;
  throw new UsageError(`ID=${pattern} matches no proposed claim. Near it: ${nearest(pattern, proposed).join(', ') || 'none'}.`);
}

function refuseId(id: string, { claims }: LoadedLedger): void {
  const [fault] = claimId.safeParse(id).error?.issues ?? [];
  if (fault) throw new UsageError(`ID=${id} is not valid: use ${fault.message}.`);
  const taken = claims.find((one) => one.id === id);
  if (taken) throw new UsageError(`ID=${id} is taken, at ${taken.ledgerFile}:${taken.ledgerLine}: use another id.`);
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('-'));

function documentOf({ id, doc }: WantedClaim, ledger: LoadedLedger): LoadedDocument {
  const proposed = ledger.documents.flatMap((one) =>
    proposalsOf(one).map((own) => ({ id: own.id ?? '', document: one.document.path })),
  );
  const like = [...ledger.claims, ...proposed].find((one) => prefixOf(one.id) === prefixOf(id));
  if (doc === undefined && !like) throw new UsageError(`No ledger has claims ${prefixOf(id)}-…: name the document with DOC.`);
  const path = doc === undefined ? like?.document : inDocument(ledger, doc);
  return ledger.documents.find(({ document }) => document.path === path) as LoadedDocument;
}

const proposalsOf = ({ coverage }: LoadedDocument): Undecided[] =>
  coverage.unclassified.flatMap(({ undecided }) => undecided ?? []);

/** The words that are given, or those of the proposal that has the id. */
function withWords(wanted: WantedClaim, source: LoadedDocument): Quoted {
  const { id, quote } = wanted;
  if (quote !== undefined) return { ...wanted, quote };
  const proposed = proposalsOf(source).find((one) => one.id === id);
  if (!proposed) throw new UsageError(`No proposal of ${source.ledgerFile} has ID=${id}: give its QUOTE too.`);
  const { section, says, place } = proposed;
  return { ...wanted, quote: proposed.quote, section: wanted.section ?? section, says, ...(place && { place }) };
}

function spotOf({ quote, section }: Quoted, { document, coverage, ledgerFile }: LoadedDocument): Spot {
  const spots = spotsOf(document, { quote, section });
  const [spot] = spots;
  if (!spot) {
    const where = section ? ` in section "${section}"` : '';
    throw new UsageError(`QUOTE does not stand in ${document.path}${where}: quote it word for word, with $$ for each $.`);
  }
  if (spots.length > 1) {
    const lines = spots.map(({ line }) => line).join(', ');
    throw new UsageError(
      `QUOTE stands at lines ${lines} of ${document.path}: quote more words, or name a heading above it with SECTION.`,
    );
  }
  const named = coverage.editorial.find((one) => one === document.passages[spot.from]);
  if (named)
    throw new UsageError(
      `${document.path}:${spot.line} is among the editorial quotes of ${ledgerFile}: take it out of them first.`,
    );
  return spot;
}

/** The last row of the ledger that is at this line of the document or above. */
const rowBefore = ({ claims }: LoadedLedger, { document }: LoadedDocument, line: number): LoadedClaim | undefined =>
  claims.findLast((one) => one.document === document.path && one.line <= line);

/** `attacker-blocked` of m1-ex4-attacker-blocked. */
function topicOf(id: string): string {
  return id.split('-').slice(2).join('-') || id;
}

/** The folder with most specs of the same exercise. */
function specFolder(id: string, places: ReadonlyMap<string, SpecPlace>, ledgerFile: string): string {
  const exercise = `${id.split('-').slice(0, 2).join('-')}-`;
  const folders = [...places].flatMap(([one, { file }]) => (one.startsWith(exercise) ? [dirname(file)] : []));
  const counted = [...Map.groupBy(folders, (folder) => folder)].sort(([, a], [, b]) => b.length - a.length);
  return counted[0]?.[0] ?? join('specs', basename(ledgerFile, '.yaml'));
}

/** Whether the quote is a command: its reader then sees what it prints, and needs no workload. */
const isCommand = ({ document }: LoadedDocument, { line }: Spot): boolean =>
  document.blocks.some(({ commands }) => commands.some((one) => one.line <= line && line <= one.lastLine && !one.heredoc));

function withRow(
  root: string,
  { id, quote, section, says = quote, place }: Quoted,
  before: LoadedClaim | undefined,
  { ledgerFile: file, places, document }: LoadedDocument,
  spot: Spot,
): NewText {
  const text = readFileSync(join(root, file), 'utf8');
  const { claims, undecided } = ledgerIn(file, text);
  if (place !== undefined && place in places)
    throw new UsageError(`${file} has a place ${place} already: give the place of proposal ${id} another name.`);
  const decided = [...undecided.entries()].filter(([, one]) =>
    spotsOf(document, one).some(({ from }) => spot.from <= from && from <= spot.to),
  );
  const left = removeEntries(
    text,
    'undecided',
    decided.map(([index]) => index),
  );
  const value = { id, quote, ...(section && { section }), says, expected: 'undecided', basis: 'predicted' };
  const after = claims.findIndex((one) => one.id === before?.id);
  const rows = insertEntries(left, 'claims', after, [{ value }]);
  const changed = place === undefined ? rows : insertPlace(rows, place, { quote, ...(section && { section }) });
  ledgerIn(file, changed);
  return { file, line: changed.slice(0, changed.indexOf(`- id: ${id}\n`)).split('\n').length, text: changed };
}

function ledgerIn(file: string, text: string): Ledger {
  const { parsed, problems } = parseLedger(file, text);
  if (parsed) return parsed.ledger;
  throw new Error(`${file} cannot take the row: ${problems.map(({ what }) => what).join('; ')}`);
}

function withClaim(root: string, file: string, claim: string): NewText {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : "import { claim } from '#meshproof';\n";
  if (!/^import \{[^}]*\bclaim\b[^}]*\} from '#meshproof';$/m.test(text))
    throw new UsageError(`SPEC=${file} does not import claim from '#meshproof': name another file.`);
  const before = `${text.trimEnd()}\n\n`;
  return { file, line: before.split('\n').length, text: before + claim };
}
