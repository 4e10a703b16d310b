import { join } from 'node:path';
import { takeLock } from '../../cluster/host/lock.ts';
import { canInstall, chromium, ensurePackages } from '../../cluster/host/packages.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { readCluster } from '../../cluster/records/state.ts';
import { endCutLine, Journal, mendJournal } from '../evidence/journal.ts';
import { outcomeOf } from '../evidence/outcome.ts';
import { toRunPlan, writeRunPlan } from '../evidence/runPlan.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import type { Environment, Evidence } from '../evidence/schema.ts';
import { describeOtherwise, ledgerAt } from '../ledger/atVersions.ts';
import { describeApplied, describeChanges } from '../ledger/told.ts';
import { leftNamespaces, removeNamespace } from '../lane/namespace.ts';
import { content } from '../content.ts';
import { renderReport } from '../renderReport.ts';
import { removeDeadRunFolders } from '../runFolder.ts';
import { child, heedSignals, wasInterrupted } from '../child.ts';
import { measureEnvironment } from './environment.ts';
import { exitOf } from './exitOf.ts';
import { readOptions, usage, type RunOptions } from './options.ts';
import { runLock } from '../packs.ts';
import { planRun, requireSame, requireStanding, type Plan } from './plan.ts';
import { keepDocuments, keepOthers, tellOutcome, writeEvidence } from './wrapUp.ts';

/** vitest's exit status where tests failed; any higher one is that of a runner which did not come to its end. */
const failedTests = 1;

async function verify(options: RunOptions): Promise<number> {
  const plan = await planRun(options);
  const stood = readCluster() !== undefined;
  if (!stood) requireStanding(plan);
  process.stdout.write(
    `${plan.resumed ? 'going on with' : 'run'} ${plan.runId}: ${plan.claims.length} claims in ${plan.specs.length} specs\n`,
  );
  for (const line of [...describeApplied(plan.ledger), ...describeChanges(plan.ledger)]) process.stdout.write(`${line}\n`);
  // one run at a time in a checkout: a run first removes the namespaces of earlier runs
  const lock = takeLock(runLock, 'make verify');
  try {
    return await runPlanned(plan, options, stood);
  } finally {
    lock.release();
  }
}

async function runPlanned(plan: Plan, options: RunOptions, stood: boolean): Promise<number> {
  heedSignals();
  // its installation takes longer than a command of a claim may; where it may not be installed, the claims that draw say so
  if (plan.lab.checks > 0 && canInstall()) await ensurePackages([chromium]);
  const up = await child(['cluster/cli.ts', 'up', '--all', ...(options.asIs ? ['--as-is'] : [])]);
  if (up !== 0) return up;

  await removeLeftovers('left by an earlier run');
  const environment = await measured(plan).catch(async (error: unknown) => {
    if (!options.keep && !stood) await child(['cluster/cli.ts', 'down']);
    throw error;
  });
  const there = { ...plan, ledger: ledgerAt(plan.ledger, versionsOf(environment)) };
  for (const line of describeOtherwise(there.ledger)) process.stdout.write(`${line}\n`);
  return runThere(there, options, environment, stood);
}

/** The versions of the cluster are known, and with them what the ledger expects. */
async function runThere(plan: Plan, options: RunOptions, environment: Environment, stood: boolean): Promise<number> {
  // a cluster of somebody else's is no lab of ours: its properties are not promised
  const lab = readCluster()?.capabilities.owned ? plan.lab : { specs: [], checks: 0 };
  const journal = openPack(plan, environment, lab.checks);
  const ran = plan.claims.length + lab.checks === 0 ? 0 : await runVitest(plan, lab, options);
  // a runner that was killed may have left a line unfinished, which the next one would be lost with, and outputs that no line names
  if (ran > failedTests) {
    mendJournal(plan.pack);
    keepDocuments(plan.ledger, journal);
  } else endCutLine(plan.pack);
  if (!wasInterrupted()) journal.write({ event: 'run-finished' });
  await removeLeftovers();
  const kept = await keepOthers(plan.ledger, environment, journal);
  journal.close();
  const evidence = await writeEvidence(plan.pack, plan.ledger, kept);
  try {
    await renderReport('render', plan.pack);
  } finally {
    const whole = evidence.run.status === 'complete';
    // what is missing can be measured on this cluster only; a report can be rendered without it
    if (!options.keep && !stood && whole) await child(['cluster/cli.ts', 'down']);
  }
  tellOutcome(evidence, plan.pack);
  return concluded(plan, evidence, ran);
}

/** Says how to go on where something is missing, and gives the program's exit status (see usage). */
function concluded({ runId }: Plan, evidence: Evidence, ran: number): number {
  const { exit: results, ids, labMissing } = outcomeOf(evidence);
  if (wasInterrupted()) {
    process.stdout.write(`interrupted: the cluster is kept; go on with RESUME=${runId}, or remove it with make kind-down\n`);
    return 130;
  }
  if (labMissing > 0) process.stdout.write(`  ${labMissing} checks of the lab are without a result\n`);
  if (ids['no-result'].length > 0) {
    process.stdout.write(`  selected and without a result: ${ids['no-result'].join(', ')}\n`);
    process.stdout.write(
      `  What to do: see the output above for what ended the runner, then go on with RESUME=${runId} (the cluster is kept)\n`,
    );
  }
  const { exit, says } = exitOf(results, ran);
  if (says) process.stdout.write(`  ${says}\n`);
  return exit;
}

async function measured(plan: Plan): Promise<Environment> {
  const environment = await measureEnvironment();
  requireSame(plan, environment);
  return environment;
}

function openPack(plan: Plan, environment: Environment, labChecks: number): Journal {
  if (plan.resumed) mendJournal(plan.pack);
  const journal = new Journal(plan.pack);
  if (plan.resumed) journal.write({ event: 'run-resumed' });
  else
    journal.write({
      event: 'run-started',
      runId: plan.runId,
      selection: plan.selection,
      ...(plan.shard && { shard: plan.shard }),
      selected: plan.selected,
      toMeasure: plan.toMeasure,
      labChecks,
      strict: plan.strict,
      basis: plan.basis,
    });
  keepDocuments(plan.ledger, journal);
  journal.write({ event: 'environment', environment });
  return journal;
}

function runVitest(plan: Plan, lab: Plan['lab'], { keep, shuffle }: RunOptions): Promise<number> {
  const { pack, claims, specs, specFiles, ledger, strict } = plan;
  if (shuffle) process.stdout.write(`spec files are shuffled; the same order again: SHUFFLE=${shuffle}\n`);
  writeRunPlan(pack, toRunPlan(ledger, specFiles, { runs: claims, results: claims.length + lab.checks, strict, keep, shuffle }));
  return child(
    [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'live',
      '--project',
      'serial',
      '--reporter',
      './helpers/run/progressReporter.ts',
      ...[...lab.specs, ...specs].map((spec) => join(content, spec)),
    ],
    // whoever runs this may do more in the cluster than claims and readers, who have credentials of their own
    { MESHPROOF_PACK: pack, KUBECONFIG: undefined },
  );
}

/** Namespaces of this checkout: a killed run leaves some, and they would slow this one down. A killed runner leaves files, too. */
async function removeLeftovers(why?: string): Promise<void> {
  removeDeadRunFolders();
  const left = await leftNamespaces({ kept: why !== undefined });
  if (why && left.length > 0) process.stdout.write(`removing ${left.length} namespaces ${why}\n`);
  await Promise.all(left.map(removeNamespace));
}

await runProgram(usage, () => verify(readOptions()));
