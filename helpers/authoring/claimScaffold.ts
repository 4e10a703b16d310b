import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isSeq, parseDocument, stringify, type Node } from 'yaml';
import { normalise, type MarkdownDocument } from '../documents/document.ts';
import { messageOf, UsageError } from '../errors.ts';
import { readWorld } from '../lane/worldFile.ts';
import { editorialLines } from '../ledger/editorial.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedDocument, LoadedLedger } from '../ledger/loaded.ts';
import { claimId } from '../ledger/schema.ts';
import { inDocument } from '../ledger/select.ts';
import type { SpecPlace } from '../ledger/specFiles.ts';
import { scanSpecs } from '../ledger/specs.ts';
import { parseLedger } from '../ledger/yaml.ts';

export interface WantedClaim {
  id: string;
  line: number;
  quote: string;
  /** Path or name of the document; the id's own where none is given: m1-… belongs to module-1. */
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
 * @throws {UsageError} for an id that exists, a quote that is not at the line, an unknown document or world, a spec that cannot be used
 */
export async function scaffoldClaim(root: string, wanted: WantedClaim): Promise<{ ledger: NewText; spec: NewText }> {
  const ledger = await loadLedger(root);
  const { places } = await scanSpecs(root, ledger);
  refuseId(wanted.id, ledger);
  const source = documentOf(wanted, ledger);
  refuseLine(wanted, source);
  const spec = wanted.spec ?? join(specFolder(wanted.id, places, source.document.path), `${topicOf(wanted.id)}.spec.ts`);
  if (!/^specs\/.+\.spec\.ts$/.test(spec))
    throw new UsageError(`SPEC=${spec}: use a path such as specs/module-1/topic/name.spec.ts.`);
  const { client, server } = await actorsOf(wanted.world, join(root, spec));
  const control = `the ${client} reaches the ${server}`;
  return {
    ledger: withRow(root, source.ledgerFile, wanted),
    spec: withClaim(root, spec, claimText(wanted, client, server, control)),
  };
}

function refuseId(id: string, { claims }: LoadedLedger): void {
  const [fault] = claimId.safeParse(id).error?.issues ?? [];
  if (fault) throw new UsageError(`ID=${id} is not valid: use ${fault.message}.`);
  const taken = claims.find((one) => one.id === id);
  if (taken) throw new UsageError(`ID=${id} is taken, at ${taken.ledgerFile}:${taken.ledgerLine}: use another id.`);
}

function documentOf({ id, doc }: WantedClaim, ledger: LoadedLedger): LoadedDocument {
  const path = inDocument(ledger, doc ?? id.replace(/^m(\d+)-.*/, 'module-$1'));
  return ledger.documents.find(({ document }) => document.path === path) as LoadedDocument;
}

function refuseLine({ line, quote }: WantedClaim, { document, editorial, errata, ledgerFile }: LoadedDocument): void {
  if (errata.some(({ applied }) => applied))
    throw new UsageError(
      `${document.path} has errata applied, and ${ledgerFile} knows its lines as they were: take these over first (make ledger-hash names them).`,
    );
  const end = document.quoteEnd(line, quote);
  if (end === undefined) throw new UsageError(`QUOTE is not at ${document.path}:${line}. ${whereInstead(document, line, quote)}`);
  const named = editorial.find(({ lines }) => editorialLines(lines).some((one) => line <= one && one <= end));
  if (named)
    throw new UsageError(
      `${document.path}:${line} is among the editorial lines of ${ledgerFile} ("${named.reason}"): take it out of them first.`,
    );
}

function whereInstead(document: MarkdownDocument, line: number, quote: string): string {
  const [elsewhere] = document.linesOfQuote(quote, line);
  if (elsewhere !== undefined) return `It begins at line ${elsewhere}: use LINE=${elsewhere}.`;
  return `That line reads "${normalise(document.lines[line - 1] ?? '')}": quote it word for word, with $$ for each $.`;
}

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

function withRow(root: string, file: string, { id, line, quote }: WantedClaim): NewText {
  const text = readFileSync(join(root, file), 'utf8');
  const row = { id, line, quote, says: quote, expected: 'undecided', basis: 'predicted' };
  const lines = stringify([row], { lineWidth: 0, singleQuote: true })
    .trimEnd()
    .split('\n')
    .map((one) => `  ${one}`);
  const before = text.slice(0, endOfRowBefore(text, line));
  const after = text.slice(before.length).replace(/^\n*/, '');
  const added = `${before.trimEnd()}\n${before.endsWith('claims:\n') ? '' : '\n'}${lines.join('\n')}\n`;
  const changed = after ? `${added}\n${after}` : added;
  const { problems } = parseLedger(file, changed);
  if (problems.length > 0) throw new Error(`${file} cannot take the row: ${problems.map(({ what }) => what).join('; ')}`);
  return { file, line: added.split('\n').length - lines.length, text: changed };
}

/** Where the last row ends that is at this line of the document or above; where there is none, the head of the list. */
function endOfRowBefore(text: string, line: number): number {
  const rows = parseDocument(text).get('claims', true);
  if (!isSeq(rows)) throw new Error('the ledger has no list of claims');
  const above = rows.items.filter((row) => Number((row as { get?: (key: string) => unknown }).get?.('line')) <= line).at(-1);
  return (above as Node | undefined)?.range?.[1] ?? text.indexOf('claims:\n') + 'claims:\n'.length;
}

function withClaim(root: string, file: string, claim: string): NewText {
  const path = join(root, file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : "import { claim } from '#meshproof';\n";
  if (!/^import \{[^}]*\bclaim\b[^}]*\} from '#meshproof';$/m.test(text))
    throw new UsageError(`SPEC=${file} does not import claim from '#meshproof': name another file.`);
  const before = `${text.trimEnd()}\n\n`;
  return { file, line: before.split('\n').length, text: before + claim };
}
