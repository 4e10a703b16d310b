import { InterruptedError } from '../../cluster/host/errors.ts';
import { takeLock } from '../../cluster/host/lock.ts';
import { runProgram } from '../../cluster/host/program.ts';
import { askedProvider } from '../../cluster/providers/choose.ts';
import { providerNamed } from '../../cluster/providers/index.ts';
import { readCluster } from '../../cluster/records/state.ts';
import { isOn } from '../../cluster/variables/value.ts';
import { UsageError } from '../errors.ts';
import { readExpectedOfSuites } from '../evidence/expectedOfSuites.ts';
import { requireOwn } from '../ownCluster.ts';
import { runLock } from '../packs.ts';
import { fidelity } from './fidelity.ts';
import { clusterProgram, runForResult, takeClusterDown } from '../program.ts';

const usage = `Asks suites that others wrote what our cluster is worth: Gateway API's conformance for a mesh, and Kubernetes' specs of NetworkPolicy.

  make fidelity [KEEP=1] [PROVIDER=embedded]

Brings the embedded cluster up as make verify does, runs both suites one after the other, and removes what they made. What has to
pass, and what is known to fail, is in fixtures/fidelity/expected.yaml. Ctrl-C ends the suite and removes what it made.

  KEEP     1: the cluster stays up afterwards (a cluster that was up before stays in any case)

Writes reports/out/fidelity/<time>/ and the table in docs/trust.md: commit it. The next make verify on a cluster of the same parts shows it.
Exit status: 0 as expected · 1 below the floor, an unknown failure, or a known hole that did not fail · 2 infrastructure · 3 usage
`;

const stopped = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.stderr.write(stopped.signal.aborted ? 'already stopping\n' : 'stopping: what the suites made is removed\n');
    stopped.abort(new InterruptedError('The suites were stopped; nothing of them is left.'));
  });
}

async function main(): Promise<number> {
  requireOwn('The suites make namespaces and custom resources');
  requireBuilt();
  const expected = readExpectedOfSuites();
  const stood = readCluster() !== undefined;
  // one run at a time in a checkout: a policy of a suite must not meet a claim
  const lock = takeLock(runLock, 'make fidelity');
  await using leaving = new AsyncDisposableStack();
  leaving.defer(() => lock.release());
  const up = await runForResult(clusterProgram(['up', '--all'], stopped.signal));
  if (up.exit !== 0) {
    stopped.signal.throwIfAborted();
    return up.exit ?? 2;
  }
  if (!isOn('KEEP', process.env) && !stood) leaving.defer(takeClusterDown);
  return await fidelity(expected, stopped.signal);
}

/** A cluster that was not built here is refused before anything is made; where none is asked for, one is built. */
function requireBuilt(): void {
  const asked = askedProvider(process.env);
  const allowed = readCluster()?.capabilities ?? (asked ? providerNamed(asked).capabilities : undefined);
  if (allowed && !allowed.built)
    throw new UsageError(
      'The suites ask what a cluster that was built here is worth: use PROVIDER=embedded, and another CLUSTER_NAME.',
    );
  process.env.PROVIDER = 'embedded';
}

await runProgram(usage, main);
