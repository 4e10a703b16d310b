import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { describeCoverage } from './coverage.ts';
import { UsageError } from '../errors.ts';
import { content } from '../content.ts';
import { LedgerError } from './errors.ts';
import { accept, type Answer } from './accept.ts';
import { list } from './list.ts';
import { loadLedger } from './load.ts';
import { claimsStand, placesStand } from './rules.ts';
import { measuredWithoutSpec, scanSpecs } from './specs.ts';
import { describeApplied, describeChanges } from './told.ts';

export const help = `The claims of the documents, without a cluster.

  node helpers/ledger/cli.ts <command> [options]

  list    every claim: id, document and line, verdict expected and its basis, spec. --json writes them as JSON
  check   ledgers, documents and specs fit each other; prints how much of each document is covered
  accept  take the documents over as they stand: asks of each claim whose words changed; --all answers yes. A claim whose erratum
          is applied keeps its row, and is judged as corrected

  --claims <glob,…>  limit list to these ids; of accept: claims whose errata are applied, and go from the ledger now
  --doc <file>       limit list to one document
  --root <folder>    another content folder
  --help             this text

Status: 0 all is well, 3 a usage error or a ledger, document or spec that does not fit.`;

const check = async (root: string): Promise<string> => {
  const ledger = await loadLedger(root);
  const { places, problems } = await scanSpecs(root, ledger);
  const all = [
    ...claimsStand(ledger.claims),
    ...ledger.documents.flatMap((one) => placesStand(one)),
    ...ledger.documents.flatMap(({ faults }) => faults),
    ...problems,
    ...measuredWithoutSpec(ledger, places),
  ];
  if (all.length > 0) throw new LedgerError(all);
  const covered = ledger.documents.map(({ document, coverage }) => describeCoverage(document.path, coverage));
  return [
    ...covered,
    ...describeChanges(ledger),
    ...describeApplied(ledger),
    `${ledger.claims.length} claims, ${places.size} specs.`,
  ].join('\n');
};

/** Asks on the terminal; without one, nothing is taken over. */
export const asked: Answer = async ({ says, offers }) => {
  if (!process.stdin.isTTY) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${says}\n  ${offers}? [y/N] `)).trim());
  } finally {
    terminal.close();
  }
};

const parse = (args: readonly string[]) => {
  const options = {
    json: { type: 'boolean', default: false },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
    claims: { type: 'string' },
    doc: { type: 'string' },
    root: { type: 'string', default: content },
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
  if (command === 'accept') return accept(values.root, values.all ? () => Promise.resolve(true) : asked, values.claims);
  throw new UsageError(`There is no command ${command}.\n\n${help}`);
};
