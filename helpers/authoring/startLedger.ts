import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { readDocument, type MarkdownDocument } from '../documents/document.ts';
import { UsageError } from '../errors.ts';
import { acceptedFile, ledgerFiles, ledgerFolder, readSources, type Source } from '../ledger/load.ts';
import { claimId } from '../ledger/schema.ts';
import { root as checkout } from '../root.ts';

export interface WantedLedger {
  file: string;
  prefix?: string | undefined;
}

/** A document and its ledger's text; `accepted`, the text of the copy beside a ledger that is new. */
export interface Started {
  document: MarkdownDocument;
  ledgerFile: string;
  text: string;
  prefix: string;
  accepted?: { file: string; text: string };
}

/**
 * The document's ledger as it is, or an empty one. Writes nothing.
 *
 * @throws {UsageError} for a file that is no Markdown of this folder, a prefix that is taken or of another form, a ledger of the same name
 */
export async function startLedger(root: string, { file, prefix }: WantedLedger): Promise<Started> {
  const path = pathOf(root, file);
  const sources = (await ledgerFiles(root)).length > 0 ? await readSources(root) : [];
  const document = await readDocument(root, path);
  const own = sources.find((one) => one.document.path === path);
  const others = sources.filter((one) => one !== own);
  const used = own && prefixesOf(own)[0];
  if (used !== undefined && prefix !== undefined && prefix !== used)
    throw new UsageError(`PREFIX=${prefix}: ids of ${own?.file} begin with ${used}-: leave PREFIX out.`);
  const checked = used ?? checkedPrefix(prefix, path, others);
  if (own) return { document, ledgerFile: own.file, text: readFileSync(join(root, own.file), 'utf8'), prefix: checked };
  const ledgerFile = `${ledgerFolder}/${nameOf(path)}.yaml`;
  if (existsSync(join(root, ledgerFile)))
    throw new UsageError(`FILE=${file}: its ledger would be ${ledgerFile}, which is that of another document: rename the file.`);
  const accepted = { file: acceptedFile(ledgerFile), text: document.text };
  return { document, ledgerFile, text: `${schemaLine(root, ledgerFile)}${emptyLedger(path)}`, prefix: checked, accepted };
}

function pathOf(root: string, file: string): string {
  const path = relative(root, resolve(root, file));
  if (path.startsWith('.')) throw new UsageError(`FILE=${file} is not under ${root}: name a document of this folder.`);
  if (!path.endsWith('.md')) throw new UsageError(`FILE=${file} is no Markdown: name a file that ends in .md.`);
  if (!statSync(join(root, path), { throwIfNoEntry: false })?.isFile())
    throw new UsageError(`FILE=${file} does not exist: name a document by its path from ${root}.`);
  return path;
}

function checkedPrefix(prefix: string | undefined, path: string, others: readonly Source[]): string {
  if (prefix === undefined) throw new UsageError(`PREFIX is missing: make document FILE=${path} PREFIX=<prefix>, such as m3.`);
  if (prefix.includes('-') || !claimId.safeParse(`${prefix}-a`).success)
    throw new UsageError(`PREFIX=${prefix} is not valid: use lower-case letters and digits, a letter first, such as m3.`);
  const other = others.find((one) => prefixesOf(one).includes(prefix));
  if (other) throw new UsageError(`PREFIX=${prefix} is taken, by the ids of ${other.file}: use another prefix.`);
  return prefix;
}

const prefixesOf = ({ ledger: { claims, undecided } }: Source): string[] =>
  [...claims, ...undecided].flatMap(({ id }) => id?.split('-')[0] ?? []);

/** The name of the file; of one that is called as its like in every folder, the folder's. */
function nameOf(path: string): string {
  const name = basename(path, '.md');
  const own = /^(?:_?index|readme)$/i.test(name) && dirname(path) !== '.' ? basename(dirname(path)) : name;
  return own.toLowerCase();
}

/** By which an editor finds the schema; from another repository no path leads to this checkout on every machine. */
function schemaLine(folder: string, ledgerFile: string): string {
  const schema = relative(dirname(join(folder, ledgerFile)), join(checkout, ledgerFolder, 'ledger.schema.json'));
  if (relative(checkout, folder).startsWith('..')) return '';
  return `# yaml-language-server: $schema=${schema.startsWith('.') ? schema : `./${schema}`}\n`;
}

const emptyLedger = (path: string): string => `# Claims of ${path}: what it says, the verdict we expect, and why.
${stringify({ document: path }, { lineWidth: 0, singleQuote: true })}
claims: []

# Passages that state nothing to test
editorial: []

# Passages that nobody has decided: make claim ID=<id> makes one a claim, make document ACCEPT=ask takes editorial ones over
undecided: []
`;
