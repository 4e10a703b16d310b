import { parseArgs } from 'node:util';
import { describeCoverage } from './coverage.ts';
import { UsageError } from '../errors.ts';
import { root } from '../root.ts';
import { LedgerError } from './errors.ts';
import { refreshHashes } from './hash.ts';
import { list } from './list.ts';
import { loadLedger } from './load.ts';
import { measuredWithoutSpec, scanSpecs } from './specs.ts';
import { describeApplied } from './standing.ts';

export const help = `The claims of the documents, without a cluster.

  node helpers/ledger/cli.ts <command> [options]

  list    every claim: id, document and line, verdict expected and its basis, spec. --json writes them as JSON
  check   ledgers, documents and specs fit each other; prints how much of each document is covered
  hash    write the documents' present hashes into the ledgers, once every quote stands

  --claims <glob,…>  limit list to these ids
  --doc <file>       limit list to one document
  --root <folder>    another project folder
  --help             this text

Status: 0 all is well, 3 a usage error or a ledger, document or spec that does not fit.`;

const check = async (root: string): Promise<string> => {
  const ledger = await loadLedger(root);
  const { places, problems } = await scanSpecs(root, ledger);
  const all = [...problems, ...measuredWithoutSpec(ledger, places)];
  if (all.length > 0) throw new LedgerError(all);
  const covered = ledger.documents.map(({ document, coverage }) => describeCoverage(document.path, coverage));
  return [...covered, ...describeApplied(ledger), `${ledger.claims.length} claims, ${places.size} specs.`].join('\n');
};

const hash = async (root: string): Promise<string> => {
  const written = await refreshHashes(root);
  return written.length > 0 ? `New hash written to ${written.join(', ')}.` : 'Every hash is that of its document already.';
};

const parse = (args: readonly string[]) => {
  const options = {
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    claims: { type: 'string' },
    doc: { type: 'string' },
    root: { type: 'string', default: root },
  } as const;
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${help}`);
  }
};

/** Runs one command of the ledger's command line and returns its text. Throws UsageError (status 3) with what to correct. */
export const runCommand = async (args: readonly string[]): Promise<string> => {
  const { values, positionals } = parse(args);
  const [command, ...rest] = positionals;
  if (values.help) return help;
  if (command === undefined || rest.length > 0) throw new UsageError(help);
  if (command === 'list') return list(values);
  if (command === 'check') return check(values.root);
  if (command === 'hash') return hash(values.root);
  throw new UsageError(`There is no command ${command}.\n\n${help}`);
};
