import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { forTerminal } from '../../cluster/host/forTerminal.ts';
import { peersSchema, type Peers } from '../../cluster/providers/embedded/build/peers.ts';
import { InfrastructureError } from '../errors.ts';
import { commitOf } from '../evidence/basis.ts';
import { suiteNames, type ExpectedSuite, type SuiteName } from '../evidence/expectedOfSuites.ts';
import { fidelitySchema, partsHash, type Fidelity, type SuiteRecord } from '../evidence/fidelity.ts';
import { connection } from '../kube/connection.ts';
import { newRunId, pointTo } from '../packs.ts';
import { root } from '../root.ts';
import { trustFile } from '../trustPage.ts';
import { measureEnvironment } from '../run/environment.ts';
import { dismiss, receive, refuseGatewayApi } from './guests.ts';
import { clusterProgram, runForResult } from '../program.ts';
import { runSuite } from './runSuite.ts';
import { withFidelity } from './trust.ts';

const say = (line: string) => void process.stdout.write(`${forTerminal(line)}\n`);

/**
 * Runs the suites on the standing cluster, removes what they made, and writes what they came to.
 *
 * @returns exit status: 0 as expected, 1 not so
 * @throws {InfrastructureError} where a suite did not come to its end; the signal's reason after it
 */
export async function fidelity(expected: Record<SuiteName, ExpectedSuite>, signal: AbortSignal): Promise<number> {
  await refuseGatewayApi();
  const started = new Date();
  const { kubernetes, istio, proxy, networkPolicy, ...environment } = await measureEnvironment();
  const peers = await bringPeers(signal);
  const folder = join(root, 'reports/out/fidelity', newRunId(started));
  mkdirSync(folder, { recursive: true });
  const results = await runSuites(expected, peers, folder, signal);
  const record = fidelitySchema.parse({
    schema: 'meshproof/fidelity/v1',
    started: started.toISOString(),
    finished: new Date().toISOString(),
    commit: commitOf(root).commit,
    cluster: partsHash({ kubernetes, istio, proxy, networkPolicy, ...environment }),
    peers: peers.key,
    ...{ kubernetes, istio, proxy, networkPolicy },
    suites: results,
  });
  return publish(record, folder);
}

async function bringPeers(signal: AbortSignal): Promise<Peers> {
  const { exit, output } = await runForResult(clusterProgram(['peers'], signal));
  signal.throwIfAborted();
  if (exit !== 0)
    throw new InfrastructureError('The suites could not be built and taken into the nodes (see above).', {
      remedy: 'Finished build steps are kept: run make fidelity again.',
    });
  return peersSchema.parse(JSON.parse(output));
}

async function runSuites(
  expected: Record<SuiteName, ExpectedSuite>,
  peers: Peers,
  folder: string,
  signal: AbortSignal,
): Promise<SuiteRecord[]> {
  await using leaving = new AsyncDisposableStack();
  await dismiss(peers); // what a killed run left
  leaving.defer(() => dismiss(peers));
  await receive(peers);
  const { cluster } = await connection();
  const results: SuiteRecord[] = [];
  for (const name of suiteNames) {
    signal.throwIfAborted();
    results.push(await runSuite(name, expected[name], { peers, cluster, folder, signal, say }));
  }
  return results;
}

async function publish(record: Fidelity, folder: string): Promise<number> {
  writeFileSync(join(folder, 'fidelity.json'), `${JSON.stringify(record, undefined, 1)}\n`);
  await pointTo(folder);
  const page = join(root, trustFile);
  writeFileSync(page, withFidelity(readFileSync(page, 'utf8'), record));
  const surprises = record.suites.flatMap((one) => one.surprises);
  for (const one of surprises) say(`  not as expected: ${one}`);
  say(`${relative(root, join(folder, 'fidelity.json'))}, and the table in ${trustFile}: commit it`);
  return surprises.length === 0 ? 0 : 1;
}
