import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../cluster/host/lock.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { child, heedSignals, wasInterrupted } from '../child.ts';
import { content } from '../content.ts';
import { UsageError } from '../errors.ts';
import { toRunPlan, writeRunPlan } from '../evidence/runPlan.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import { leftNamespaces, removeNamespace } from '../lane/namespace.ts';
import { ledgerAt } from '../ledger/atVersions.ts';
import { packsFolder, runLock } from '../packs.ts';
import { measureEnvironment } from './environment.ts';
import { readOptions, type RunOptions } from './options.ts';
import { planRun, type Plan } from './plan.ts';

const usage = `Runs claims, and a spec's claims again each time its file is saved. Cluster and lanes stay between the runs.

  make watch [CLAIMS=<glob,…> | SET=<name>] [DOC=<file>] [AS_IS=1] [STRICT=1] [LANES=<n>]

The cluster is brought up where there is none, and stays up afterwards. Outputs are kept in reports/out/watch; no report is written.
An edit of the ledger or of the engine takes effect with the next make watch. Ctrl-C ends it and removes the lanes.
Exit status: 0 ended with Ctrl-C · 2 infrastructure · 3 usage
`;

async function watch(options: RunOptions): Promise<number> {
  if (!options.claims && !options.doc)
    throw new UsageError('Nothing is selected to be watched: name claims, such as make watch CLAIMS=m1-ex7-denied-403');
  const plan = await planRun(options);
  // one run at a time in a checkout: a run first removes the namespaces of earlier runs
  const lock = takeLock(runLock, 'make watch');
  try {
    heedSignals();
    const up = await child(['cluster/cli.ts', 'up', '--all', ...(options.asIs ? ['--as-is'] : [])]);
    if (up !== 0) return up;
    await removeLanes();
    const status = await child(['helpers/run/watchSpecs.ts', ...plan.specs.map((spec) => join(content, spec))], {
      MESHPROOF_PACK: newPack({ ...plan, ledger: ledgerAt(plan.ledger, versionsOf(await measureEnvironment())) }),
      MESHPROOF_WATCH: '1',
      // claims and readers have credentials of their own
      KUBECONFIG: undefined,
    });
    await removeLanes();
    return wasInterrupted() ? 0 : status;
  } finally {
    lock.release();
  }
}

function newPack({ ledger, specFiles, claims, strict }: Plan): string {
  const pack = join(packsFolder, 'watch');
  rmSync(pack, { recursive: true, force: true });
  mkdirSync(pack, { recursive: true });
  writeRunPlan(pack, toRunPlan(ledger, specFiles, { runs: claims, results: claims.length, strict, keep: false }));
  return pack;
}

async function removeLanes(): Promise<void> {
  await Promise.all((await leftNamespaces({ kept: true })).map(removeNamespace));
}

await runProgram(usage, () => watch(readOptions({ ...process.env, RESUME: undefined })));
