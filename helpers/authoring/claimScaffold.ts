import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isMap, isSeq, parseDocument, stringify, type Node } from 'yaml';
import { spotsOf } from '../documents/anchor.ts';
import { messageOf, UsageError } from '../errors.ts';
import { readWorld } from '../lane/worldFile.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim, LoadedDocument, LoadedLedger } from '../ledger/loaded.ts';
import { claimId } from '../ledger/schema.ts';
import { inDocument } from '../ledger/select.ts';
import type { SpecPlace } from '../ledger/specFiles.ts';
import { scanSpecs } from '../ledger/specs.ts';
import { parseLedger } from '../ledger/yaml.ts';

export interface WantedClaim {
  id: string;
  quote: string;
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

/**
 * The ledger with a row for the claim, in place by its line, and the spec that runs it. Writes nothing. The row's verdict is undecided
 * and the spec's expectation is the opposite of its control, so the claim is red until somebody says what the quote promises.
 *
 * @throws {UsageError} for an id that exists, a quote that does not stand once, an unknown document or world, a spec that cannot be used
 */
export async function scaffoldClaim(root: string, wanted: WantedClaim): Promise<{ ledger: NewText; spec: NewText }> {
  const ledger = await loadLedger(root);
  const { places } = await scanSpecs(root, ledger);
  refuseId(wanted.id, ledger);
  const source = documentOf(wanted, ledger);
  const line = lineOf(wanted, source);
  const spec = wanted.spec ?? join(specFolder(wanted.id, places, source.document.path), `${topicOf(wanted.id)}.spec.ts`);
  if (!/^specs\/.+\.spec\.ts$/.test(spec))
    throw new UsageError(`SPEC=${spec}: use a path such as specs/module-1/topic/name.spec.ts.`);
  const { client, server } = await actorsOf(wanted.world, join(root, spec));
  const control = `the ${client} reaches the ${server}`;
  return {
    ledger: withRow(root, wanted, rowBefore(ledger, source, line), source.ledgerFile),
    spec: withClaim(root, spec, claimText(wanted, client, server, control)),
  };
}

function refuseId(id: string, { claims }: LoadedLedger): void {
  const [fault] = claimId.safeParse(id).error?.issues ?? [];
  if (fault) throw new UsageError(`ID=${id} is not valid: use ${fault.message}.`);
  const taken = claims.find((one) => one.id === id);
  if (taken) throw new UsageError(`ID=${id} is taken, at ${taken.ledgerFile}:${taken.ledgerLine}: use another id.`);
}

const prefixOf = (id: string): string => id.slice(0, id.indexOf('-'));

function documentOf({ id, doc }: WantedClaim, ledger: LoadedLedger): LoadedDocument {
  const like = ledger.claims.find((one) => prefixOf(one.id) === prefixOf(id));
  if (doc === undefined && !like) throw new UsageError(`No ledger has claims ${prefixOf(id)}-…: name the document with DOC.`);
  const path = doc === undefined ? like?.document : inDocument(ledger, doc);
  return ledger.documents.find(({ document }) => document.path === path) as LoadedDocument;
}

function lineOf({ quote, section }: WantedClaim, { document, coverage, ledgerFile }: LoadedDocument): number {
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
  return spot.line;
}

/** The last row of the ledger that is at this line of the document or above. */
const rowBefore = ({ claims }: LoadedLedger, { document }: LoadedDocument, line: number): LoadedClaim | undefined =>
  claims.findLast((one) => one.document === document.path && one.line <= line);

/** `attacker-blocked` of m1-ex4-attacker-blocked. */
function topicOf(id: string): string {
  return id.split('-').slice(2).join('-') || id;
}

/** The folder with most specs of the same exercise. */
function specFolder(id: string, places: ReadonlyMap<string, SpecPlace>, document: string): string {
  const exercise = `${id.split('-').slice(0, 2).join('-')}-`;
  const folders = [...places].flatMap(([one, { file }]) => (one.startsWith(exercise) ? [dirname(file)] : []));
  const counted = [...Map.groupBy(folders, (folder) => folder)].sort(([, a], [, b]) => b.length - a.length);
  return counted[0]?.[0] ?? join('specs', basename(document, '.md'));
}

async function actorsOf(world: string, specFile: string): Promise<{ client: string; server: string }> {
  const { workloads } = await readWorld(world, specFile).catch((error: unknown) => {
    throw new UsageError(`WORLD=${world}: ${messageOf(error)}`);
  });
  const names = workloads.map(({ name }) => name);
  const server = names.find((name) => name === 'backend');
  const client = names.find((name) => name === 'frontend') ?? names.find((name) => name !== server);
  if (server && client) return { client, server };
  throw new UsageError(
    `WORLD=${world} has no backend with a client (it has ${names.join(', ') || 'nobody'}): use one such as plain.`,
  );
}

function claimText({ id, world }: WantedClaim, client: string, server: string, control: string): string {
  return `claim('${id}', async ({ lane, control, expect }) => {
  const { ${client}, ${server} } = await lane.world('${world}');
  await control('${control}', ${client}.get(${server})).toReach(${server});

  await expect(${client}.get(${server})).toBeDropped();
});
`;
}

function withRow(root: string, { id, quote, section }: WantedClaim, before: LoadedClaim | undefined, file: string): NewText {
  const text = readFileSync(join(root, file), 'utf8');
  const row = { id, quote, ...(section && { section }), says: quote, expected: 'undecided', basis: 'predicted' };
  const rows = stringify([row], { lineWidth: 0, singleQuote: true })
    .trimEnd()
    .split('\n')
    .map((one) => `  ${one}`);
  const above = text.slice(0, endOfRow(text, before?.id));
  const below = text.slice(above.length).replace(/^\n*/, '');
  const added = `${above.trimEnd()}\n${before ? '\n' : ''}${rows.join('\n')}\n`;
  const changed = below ? `${added}\n${below}` : added;
  const { problems } = parseLedger(file, changed);
  if (problems.length > 0) throw new Error(`${file} cannot take the row: ${problems.map(({ what }) => what).join('; ')}`);
  return { file, line: added.split('\n').length - rows.length, text: changed };
}

/** Where a claim's row ends; without one, the head of the list. */
function endOfRow(text: string, id: string | undefined): number {
  const rows = parseDocument(text).get('claims', true);
  if (!isSeq(rows)) throw new Error('the ledger has no list of claims');
  const row = rows.items.find((one) => isMap(one) && one.get('id') === id) as Node | undefined;
  return row?.range?.[1] ?? text.indexOf('claims:\n') + 'claims:\n'.length;
}

function withClaim(root: string, file: string, claim: string): NewText {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : "import { claim } from '#meshproof';\n";
  if (!/^import \{[^}]*\bclaim\b[^}]*\} from '#meshproof';$/m.test(text))
    throw new UsageError(`SPEC=${file} does not import claim from '#meshproof': name another file.`);
  const before = `${text.trimEnd()}\n\n`;
  return { file, line: before.split('\n').length, text: before + claim };
}
