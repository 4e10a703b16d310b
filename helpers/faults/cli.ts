import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { InterruptedError } from '../../cluster/host/errors.ts';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { takeLock } from '../../cluster/host/lock.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { readCluster } from '../../cluster/records/state.ts';
import { isOn } from '../../cluster/variables/value.ts';
import { InfrastructureError } from '../errors.ts';
import { commitOf } from '../evidence/basis.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import type { Environment } from '../evidence/schema.ts';
import { ledgerAt } from '../ledger/atVersions.ts';
import { loadLedger } from '../ledger/load.ts';
import { select } from '../ledger/select.ts';
import { readSet } from '../ledger/sets.ts';
import { requireOwn } from '../ownCluster.ts';
import { newRunId, pointTo } from '../packs.ts';
import { clusterProgram, runForResult, takeClusterDown } from '../program.ts';
import { root } from '../root.ts';
import { measureEnvironment } from '../run/environment.ts';
import { trustFile } from '../trustPage.ts';
import { comesBack, groundOf, standingCluster } from './cluster.ts';
import { runControl, type Control } from './control.ts';
import type { Expected } from './judge.ts';
import { mend } from './mend.ts';
import { readOptions, usage, type Options } from './options.ts';
import { triedFile, triedSchema, type Tried, type Try } from './record.ts';
import { counted, exitOfSeries, runSeries } from './series.ts';
import { NotDone } from './stage.ts';
import { faults } from './table.ts';
import { toolsOn } from './tools.ts';
import { withTried } from './trust.ts';
import { tryOnce } from './tryOnce.ts';

const below = join(root, 'reports/out/faults');
const say = (line: string) => void process.stdout.write(`${forTerminal(line)}\n`);

const stopped = new AbortController();
const { signal } = stopped;
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    process.stderr.write(signal.aborted ? 'already stopping\n' : 'stopping: the fault is taken back\n');
    stopped.abort(new InterruptedError('The series was stopped; its faults are taken back.'));
  });
}

async function main(): Promise<number> {
  const options = readOptions();
  requireOwn('Faults break the cluster');
  const stood = readCluster() !== undefined;
  const lock = takeLock(join(below, '.lock'), 'make faults');
  await using leaving = new AsyncDisposableStack();
  leaving.defer(() => lock.release());
  if (stood) await mended();
  await up();
  if (!isOn('KEEP', process.env) && !stood) leaving.defer(takeClusterDown);
  return await series(options);
}

async function mended(): Promise<void> {
  const cluster = standingCluster();
  await mend(groundOf(cluster), cluster.name, below);
}

async function up(): Promise<void> {
  const { exit } = await runForResult(clusterProgram(['up', '--all'], signal));
  signal.throwIfAborted();
  if (exit !== 0) throw new InfrastructureError('The cluster could not be brought up (see above).');
}

async function series({ n, seed, names, all }: Options): Promise<number> {
  const started = new Date();
  const environment = await measureEnvironment();
  const expected = await expectedAt(environment);
  const pool = select(await loadLedger(), { claims: readSet('faults').join(',') });
  const folder = join(below, newRunId(started));
  mkdirSync(folder, { recursive: true });
  const { name, provider } = standingCluster();
  const command = `make faults N=${n} SEED=${seed}${all ? '' : ` FAULTS=${names.join(',')}`}`;
  say(`${command}: faults are done to cluster ${name} (provider ${provider}) and to this machine`);
  say(`without a fault: ${pool.length} claims`);
  const none = { folder: join(folder, '00-none'), expected, signal };
  const control = await runControl(pool, none, toolsOn(standingCluster(), below, signal));
  say(`  each as the ledger expects, in ${control.seconds} s, and nothing is left`);

  const recordOf = (tries: readonly Try[]) => toRecord({ started, seed, command, environment, control, tries });
  const chosen = Object.fromEntries(Object.entries(faults).filter(([fault]) => names.includes(fault)));
  const tries = await runSeries(
    { seed, n, faults: chosen, pool },
    {
      tryOnce: (planned, fault) => {
        const { number, attempt } = planned;
        const own = join(folder, `${String(number).padStart(2, '0')}-${planned.fault}${attempt > 1 ? `-${attempt}` : ''}`);
        const where = { ground: groundOf(standingCluster()), folder: own, span: control.seconds, expected, signal };
        return tryOnce(planned, fault, where, toolsOn(standingCluster(), below, signal));
      },
      standAgain,
      keep: (until) => write(join(folder, 'faults.json'), recordOf(until)),
      say,
    },
  );
  await pointTo(folder);
  if (all && n >= names.length && counted(tries).every(({ outcome }) => outcome !== 'not-done')) publish(recordOf(tries));
  const held = counted(tries).filter(({ outcome }) => outcome === 'held').length;
  say(`${held} of ${n} tries held; ${relative(root, join(folder, 'faults.json'))}`);
  return exitOfSeries(tries);
}

/** What the ledger expects of each claim on this cluster. */
async function expectedAt(environment: Environment): Promise<Expected> {
  const { claims } = ledgerAt(await loadLedger(), versionsOf(environment));
  return new Map(claims.map(({ id, expected, erratum }) => [id, { expected, erratum: erratum !== undefined }]));
}

/** A cluster that a fault has broken for good is made again. */
async function standAgain(): Promise<void> {
  await mended();
  const broken = await comesBack(standingCluster(), signal).then(
    () => false,
    (error: unknown) => {
      if (error instanceof NotDone) return true;
      throw error;
    },
  );
  if (!broken) return;
  say('  the cluster does not come back: it is made again');
  await takeClusterDown();
  await up();
}

interface Measured {
  started: Date;
  seed: string;
  command: string;
  environment: Environment;
  control: Control;
  tries: readonly Try[];
}

function toRecord({ started, seed, command, environment, control, tries }: Measured): Tried {
  const { commit, changes } = commitOf(root);
  const { kubernetes, istio, proxy, networkPolicy } = environment;
  return triedSchema.parse({
    schema: 'meshproof/faults/v1',
    started: started.toISOString(),
    finished: new Date().toISOString(),
    ...{ command, seed, commit, changed: Object.keys(changes).length },
    ...{ kubernetes, istio, proxy, networkPolicy, control, tries },
  });
}

/** Not before the end: a file of the checkout that changes meanwhile makes RESUME refuse. */
function publish(record: Tried): void {
  mkdirSync(join(root, 'fixtures/faults'), { recursive: true });
  write(join(root, triedFile), record);
  const page = join(root, trustFile);
  writeFileSync(page, withTried(readFileSync(page, 'utf8'), record));
  say(`${triedFile}, and the table in ${trustFile}: commit them`);
}

const write = (path: string, record: Tried) => writeFileSync(path, `${JSON.stringify(record, undefined, 1)}\n`);

await runProgram(usage, main);
