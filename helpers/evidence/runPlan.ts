import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { MarkdownDocument } from '../documents/document.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedClaim, LoadedDocument, LoadedLedger } from '../ledger/loaded.ts';
import { readSpecs, type SpecFile } from '../ledger/specFiles.ts';
import { content } from '../content.ts';
import { settings } from '../settings.ts';

/** What a run hands to its workers, written once as `plan.json` of its pack. */
export interface RunPlan {
  /** Ids of the claims to run now; undefined: all. */
  runs: string[] | undefined;
  /** How many results the run will have: claims and checks of the lab. */
  results: number;
  /** STRICT=1: every claim that is not verified fails. */
  strict: boolean;
  /** KEEP=1: the lane of a claim that fails is kept. */
  keep: boolean;
  /** Seed of the order of spec files; undefined: those with equal worlds follow each other. */
  shuffle?: string;
  /** The ledger's rows. */
  claims: LoadedClaim[];
  documents: ({ path: string; text: string } & Pick<LoadedDocument, 'places' | 'namespaces'>)[];
  /** By spec file: the world that it enters first. */
  firstWorlds: Record<string, string>;
}

export function toRunPlan(
  { claims, documents }: LoadedLedger,
  specs: SpecFile[],
  run: Pick<RunPlan, 'runs' | 'results' | 'strict' | 'keep' | 'shuffle'>,
): RunPlan {
  return {
    ...run,
    claims,
    documents: documents.map(({ document: { path, text }, places, namespaces }) => ({ path, text, places, namespaces })),
    firstWorlds: Object.fromEntries(specs.flatMap(({ file, worlds: [first] }) => (first ? [[file, first.name]] : []))),
  };
}

const planFile = (pack: string) => join(pack, 'plan.json');

export function writeRunPlan(pack: string, plan: RunPlan): void {
  writeFileSync(planFile(pack), JSON.stringify(plan));
}

let read: Promise<RunPlan> | undefined;

/** The plan of the run that started this process; where vitest was started by hand, all specs are to be run. */
export function runPlan(): Promise<RunPlan> {
  read ??= settings().handed ? Promise.resolve(JSON.parse(readFileSync(planFile(settings().pack), 'utf8')) as RunPlan) : all();
  return read;
}

async function all(): Promise<RunPlan> {
  const [ledger, specs] = await Promise.all([loadLedger(), readSpecs(content)]);
  return toRunPlan(ledger, specs, { runs: undefined, results: 0, strict: settings().strict, keep: false });
}

/** A claim of the plan with its document, and the parts of that which specs name. @throws {Error} for an id that no ledger has */
export function claimOf(
  { claims, documents }: RunPlan,
  id: string,
): { entry: LoadedClaim; document: MarkdownDocument } & Pick<LoadedDocument, 'places' | 'namespaces'> {
  const entry = claims.find((one) => one.id === id);
  const document = documents.find(({ path }) => path === entry?.document);
  if (!entry || !document) throw new Error(`No ledger has a claim ${id}.`);
  const { path, text, places, namespaces } = document;
  return { entry, document: new MarkdownDocument(path, text), places, namespaces };
}

/** The world that a spec file enters first; undefined where it needs none. */
export function firstWorldOf({ firstWorlds }: RunPlan, specFile: string): string | undefined {
  return firstWorlds[relative(content, specFile)];
}
