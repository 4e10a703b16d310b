import { basename, join } from 'node:path';
import { providerNamed } from '../../cluster/providers/index.ts';
import { UsageError } from '../errors.ts';
import { basisOf, differences, otherCluster, type Basis } from '../evidence/basis.ts';
import { readJournal, type Shard } from '../evidence/journal.ts';
import type { Environment } from '../evidence/schema.ts';
import { LedgerError } from '../ledger/errors.ts';
import { loadLedger } from '../ledger/load.ts';
import type { LoadedLedger } from '../ledger/loaded.ts';
import { select } from '../ledger/select.ts';
import type { SpecFile } from '../ledger/specFiles.ts';
import { scanSpecs } from '../ledger/specs.ts';
import { apart } from '../ledger/told.ts';
import { content } from '../content.ts';
import { type RunOptions } from './options.ts';
import { newRunId, packsFolder } from '../packs.ts';
import { describeShard, filesOf } from './shard.ts';

/** What a run will do, known before anything is created. */
export interface Plan {
  ledger: LoadedLedger;
  runId: string;
  pack: string;
  selection: string;
  /** The part of a run that this is; undefined: it is the whole. */
  shard: Shard | undefined;
  selected: string[];
  /** Claims to run now: selected, proven by a spec of their own, and without a verdict by the run that is resumed. */
  claims: string[];
  /** Selected claims that a spec proves, here or by `sameAs`: each has to end with a verdict. */
  toMeasure: string[];
  specs: string[];
  /** Checks of the lab itself; none where claims are selected. */
  lab: { specs: string[]; checks: number };
  /** Every spec of the suite, as it was read. */
  specFiles: SpecFile[];
  resumed: boolean;
  strict: boolean;
  basis: Basis;
  /** The cluster of the run that is resumed. */
  cluster: Environment | undefined;
}

/** Throws UsageError or LedgerError, each naming file, line and remedy, for anything that is wrong with input, ledger or specs. */
export async function planRun(options: RunOptions): Promise<Plan> {
  const ledger = await loadLedger();
  const { specs, places, problems } = await scanSpecs(content, ledger);
  if (problems.length > 0) throw new LedgerError(problems);
  const before = options.resume ? readJournal(options.resume) : [];
  const start = before.find((one) => one.event === 'run-started');
  if (options.resume && !start)
    throw new UsageError(`RESUME=${options.resume}: its journal does not say what was started; run again without RESUME.`);
  const basis = basisOf(ledger);
  if (start) requireBasis(options.resume ?? '', start.basis, basis);
  const selected = start?.selected ?? selectedBy(options, ledger);
  const proven = [...new Set(selected.map((id) => ledger.byId(id).sameAs ?? id))].filter((id) => places.has(id));
  const last = new Map(before.flatMap((one) => (one.event === 'claim-finished' ? [[one.claim, one.evidence.verdict]] : [])));
  const done = new Set([...last].filter(([, verdict]) => verdict !== 'inconclusive').map(([id]) => id));
  if (proven.length === 0)
    throw new UsageError(
      `None of the ${selected.length} selected claims has a spec yet: ${selected.slice(0, 5).join(', ')} (make list shows which have).`,
    );
  const whole = words(options) || 'all';
  const shard = start ? start.shard : options.shard && { ...options.shard, whole };
  const own = shard ? placesOf(shard, proven, places) : places;
  const claims = proven.filter((id) => own.has(id) && !done.has(id));
  const runId = start?.runId ?? newRunId(new Date());
  return {
    ledger,
    runId,
    pack: options.resume ?? join(packsFolder, runId),
    selection: start?.selection ?? (shard ? describeShard(shard) : whole),
    shard,
    selected,
    claims,
    toMeasure: measurable(selected, ledger, own),
    specs: [...new Set(claims.map((id) => places.get(id)?.file ?? ''))],
    lab: selected.length === ledger.claims.length ? labOf(specs) : { specs: [], checks: 0 },
    specFiles: specs,
    resumed: start !== undefined,
    strict: start?.strict ?? options.strict,
    basis,
    cluster: before.findLast((one) => one.event === 'environment')?.environment,
  };
}

/** Where the claims are that one part of a run proves. */
function placesOf<P extends { file: string }>(shard: Shard, proven: string[], places: ReadonlyMap<string, P>): Map<string, P> {
  const fileOf = (id: string) => (places.get(id) as P).file;
  const counts = [...Map.groupBy(proven, fileOf)].map(([file, ids]) => [file, ids.length] as const);
  const files = filesOf(shard, new Map(counts));
  return new Map([...places].filter(([, { file }]) => files.has(file)));
}

/** Claims that a spec proves, their own or that of the claim that they repeat. */
export function measurable(
  ids: readonly string[],
  { byId }: Pick<LoadedLedger, 'byId'>,
  places: ReadonlyMap<string, unknown>,
): string[] {
  return ids.filter((id) => {
    const { sameAs = id } = byId(id);
    return places.has(sameAs) && !apart(byId(id), byId(sameAs));
  });
}

const again = 'Bring back what was, or run again without RESUME.';

function requireBasis(pack: string, was: Basis | undefined, is: Basis): void {
  if (!was) throw new UsageError(`RESUME=${pack}: its journal does not say with what it was measured; run again without RESUME.`);
  const other = differences(was, is);
  if (other.length > 0)
    throw new UsageError(`RESUME=${pack}: it was measured with something else: ${other.join('; ')}. ${again}`);
}

/** @throws {UsageError} where no cluster stands, and the one of the run that is resumed was ours: a new one would be another */
export function requireStanding({ pack, cluster }: Pick<Plan, 'pack' | 'cluster'>): void {
  if (cluster && providerNamed(cluster.provider).capabilities.owned)
    throw new UsageError(`RESUME=${pack}: its cluster (${cluster.clusterUid}) is gone; run again without RESUME.`);
}

/** @throws {UsageError} where the run that is resumed was on another cluster, or on other versions in it */
export function requireSame({ pack, cluster }: Pick<Plan, 'pack' | 'cluster'>, is: Environment): void {
  const other = cluster ? otherCluster(cluster, is) : [];
  if (other.length > 0) throw new UsageError(`RESUME=${pack}: it was measured elsewhere: ${other.join('; ')}. ${again}`);
}

/** A set also selects the claims that repeat its claims by `sameAs`: they cost nothing. */
function selectedBy({ claims, set, doc }: RunOptions, ledger: LoadedLedger): string[] {
  const chosen = select(ledger, { claims, doc });
  if (!set) return chosen;
  const proven = new Set(chosen.map((id) => ledger.byId(id).sameAs ?? id));
  return ledger.claims.filter(({ id, sameAs }) => proven.has(sameAs ?? id)).map(({ id }) => id);
}

function labOf(specs: SpecFile[]): Plan['lab'] {
  const checking = specs.filter(({ labChecks }) => labChecks > 0);
  return {
    specs: checking.map(({ file }) => file),
    checks: checking.reduce((sum, { labChecks }) => sum + labChecks, 0),
  };
}

function words({ claims, set, doc }: RunOptions): string {
  return [set ? `the set ${set}` : claims, doc && basename(doc)].filter(Boolean).join(' of ');
}
