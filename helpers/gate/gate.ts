import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { verifyWithin } from '../child.ts';
import { content } from '../content.ts';
import { MarkdownDocument } from '../documents/document.ts';
import { InfrastructureError } from '../errors.ts';
import { suiteVersion } from '../evidence/basis.ts';
import { evidenceSchema, type ClaimEvidence } from '../evidence/schema.ts';
import { LedgerError, type Problem } from '../ledger/errors.ts';
import { ledgerOf, readSources } from '../ledger/load.ts';
import type { LoadedClaim, LoadedLedger } from '../ledger/loaded.ts';
import type { SpecPlace } from '../ledger/specFiles.ts';
import { placeOf, scanSpecs } from '../ledger/specs.ts';
import { newRunId, pointTo } from '../packs.ts';
import { root } from '../root.ts';
import { findingsOf } from './findings.ts';
import { changeSince, type Change } from './git.ts';
import { gateSchema, type Finding, type GateResult } from './result.ts';
import { touchedBy, type Touched } from './touched.ts';
import { evidenceText } from '../evidence/packFiles.ts';

const gatesFolder = join(root, 'reports/out/gate');

interface Plan {
  ledger: LoadedLedger;
  touched: Touched;
  /** Claims to run: touched, with a spec, and with the words that they are about. */
  wanted: string[];
  problems: readonly Problem[];
}

/**
 * Chooses what a change touches, runs that alone, and writes what came of it as `gate.json`.
 *
 * @param dryRun says what would be run, and runs nothing
 */
export async function gate(since: string, dryRun: boolean): Promise<{ result: GateResult; folder: string }> {
  const started = new Date();
  const change = changeSince(content, since);
  const plan = await planned(change);
  tell(change, plan);
  const folder = join(gatesFolder, newRunId(started));
  await mkdir(folder, { recursive: true });
  const ran = plan.wanted.length === 0 || dryRun ? undefined : await measure(plan.wanted, folder);
  const findings = findingsOf({
    ...plan,
    before: (path) => textBefore(change, path),
    measured: ran?.claims ?? [],
    today: started.toISOString().slice(0, 10),
  });
  const result = gateSchema.parse({
    schema: 'meshproof/gate/v1',
    at: started.toISOString(),
    version: suiteVersion(),
    since: change.base,
    head: change.head,
    prefix: change.prefix,
    changed: [...change.files],
    touched: [...plan.touched].map(([id, why]) => ({ id, place: placeOfWords(plan.ledger.byId(id)), why })),
    ran: (ran?.claims ?? []).map(({ id, verdict, expected, document, line, durationMs }) => ({
      id,
      place: { file: document, line },
      verdict,
      expected,
      seconds: durationMs / 1000,
    })),
    seconds: (Date.now() - started.getTime()) / 1000,
    ...(ran && { pack: relative(folder, ran.pack) }),
    findings,
    exit: exitOf(findings),
  } satisfies GateResult);
  await writeFile(join(folder, 'gate.json'), `${JSON.stringify(result, null, 2)}\n`);
  await pointTo(folder);
  return { result, folder };
}

/** Where a claim's words stand; undefined where they are gone. */
const placeOfWords = ({ document, line, drifted }: LoadedClaim) => (drifted ? undefined : { file: document, line });

/** A ledger that cannot be read is told where the reviewer looks, like any other fault of the change. */
async function planned(change: Change): Promise<Plan> {
  try {
    const sources = await readSources();
    const ledger = ledgerOf(sources);
    const { specs, places, problems } = await scanSpecs(content, ledger);
    const faults = [...problems, ...ledger.documents.flatMap((one) => [...one.faults, ...one.conflicts])];
    const touched = await touchedBy(change, sources, specs);
    return { ledger, touched, wanted: problems.length > 0 ? [] : runnable(ledger, touched, places), problems: faults };
  } catch (error) {
    if (!(error instanceof LedgerError)) throw error;
    const none = { claims: [], documents: [], byId: () => never(error) };
    return { ledger: none, touched: new Map(), wanted: [], problems: error.problems };
  }
}

function never(error: Error): never {
  throw error;
}

const runnable = (ledger: LoadedLedger, touched: Touched, places: ReadonlyMap<string, SpecPlace>): string[] =>
  ledger.claims.filter((claim) => touched.has(claim.id) && !claim.drifted && placeOf(places, claim)).map(({ id }) => id);

/** Runs claims as `make verify` does, with a pack in the gate's folder. */
async function measure(wanted: readonly string[], folder: string): Promise<{ pack: string; claims: ClaimEvidence[] }> {
  const status = await verifyWithin({
    CLAIMS: wanted.join(','),
    MESHPROOF_PACKS: join(folder, 'packs'),
  });
  const pack = join(folder, 'packs/latest');
  if (status === 130 || !existsSync(join(pack, 'evidence.json')))
    throw new InfrastructureError(`the touched claims were not run to their end (status ${status}): see the output above`, {
      remedy: 'remove the cause and run the gate again',
    });
  const { claims } = evidenceSchema.parse(JSON.parse(evidenceText(pack)));
  return { pack, claims: claims.filter(({ id }) => wanted.includes(id)) };
}

function textBefore(change: Change, path: string): MarkdownDocument | undefined {
  const text = change.before(path);
  return text === undefined ? undefined : new MarkdownDocument(path, text);
}

/** 1: what was found fails the change · 2: nothing was learned of a claim, and nothing else is wrong. */
export function exitOf(findings: readonly Pick<Finding, 'level' | 'rule'>[]): GateResult['exit'] {
  const errors = findings.filter(({ level }) => level === 'error');
  if (errors.some(({ rule }) => rule !== 'inconclusive')) return 1;
  return errors.length > 0 ? 2 : 0;
}

function tell({ files, base }: Change, { ledger, touched, wanted, problems }: Plan): void {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  say(`${files.length} files changed since ${base.slice(0, 12)}; ${touched.size} of ${ledger.claims.length} claims are touched`);
  for (const [id, why] of touched) say(`  ${id}: ${why.join(', ')}`);
  if (problems.length > 0) say(`${problems.length} faults in ledgers and specs`);
  say(wanted.length === 0 ? 'nothing is to be run: no cluster is needed' : `${wanted.length} claims are to be run`);
}
