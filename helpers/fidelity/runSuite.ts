import { join } from 'node:path';
import { shellLine } from '../../cluster/host/runner.ts';
import type { Peers } from '../../cluster/providers/embedded/build/peers.ts';
import { InfrastructureError } from '../errors.ts';
import { suiteTitles, type ExpectedSuite, type SuiteName } from '../evidence/expectedOfSuites.ts';
import type { SuiteRecord } from '../evidence/fidelity.ts';
import type { Cluster } from '../kube/connection.ts';
import { judge } from './judge.ts';
import { runLogged } from '../program.ts';
import { describeDone } from './progress.ts';
import { reportFile, suites, type Suite } from './suites.ts';

export interface Ground {
  peers: Peers;
  cluster: Pick<Cluster, 'kubeconfig' | 'bin'>;
  /** Takes the suite's own report and what it prints. */
  folder: string;
  signal: AbortSignal;
  say: (line: string) => void;
}

/** Milliseconds between two words on how far a suite is. */
const telling = 20_000;

/**
 * Runs a suite to its end, and tells how far it is.
 *
 * @throws {InfrastructureError} where it ran no test or left no report; the signal's reason after it
 */
export async function runSuite(
  name: SuiteName,
  expected: ExpectedSuite,
  { peers, cluster, folder, signal, say }: Ground,
  suite: Suite = suites[name],
): Promise<SuiteRecord> {
  const where = { kubeconfig: cluster.kubeconfig, report: reportFile(folder, name) };
  const argv = suite.argv(peers, expected, where);
  const env = { KUBECONFIG: cluster.kubeconfig, PATH: `${cluster.bin}:${process.env.PATH}` };
  const log = join(folder, `${name}.log`);
  const started = new Date();
  const seconds = () => Math.round((Date.now() - started.getTime()) / 1000);
  say(`${name}: ${suiteTitles[name]}, ${suite.version(peers)}`);
  let heard = '';
  const tell = setInterval(() => say(describeDone(name, suite.done(heard, expected), seconds())), telling);
  const ran = runLogged({ argv, cwd: folder, env, signal }, log, (text) => (heard = text));
  const { output } = await ran.finally(() => clearInterval(tell));
  signal.throwIfAborted();
  const { tests, profiles } = suite.told(output, expected, where);
  if (!tests.some(({ outcome }) => outcome !== 'skipped'))
    throw new InfrastructureError(`Suite ${name} ran no test.`, { remedy: `See ${log}, what it printed.` });
  const judged = judge(name, tests, expected);
  say(`${name}: ${judged.passed} passed (${expected.floor} have to), ${judged.failed} failed, ${judged.skipped} skipped`);
  return {
    name,
    version: suite.version(peers),
    command: commandOf(argv, folder, cluster.kubeconfig),
    started: started.toISOString(),
    seconds: seconds(),
    profiles,
    ...judged,
    tests,
  };
}

/** As run, without this machine's paths. */
function commandOf([program, ...words]: readonly [string, ...string[]], folder: string, kubeconfig: string): string {
  const line = shellLine(program.replace(/.*\//, ''), words);
  return line.replaceAll(kubeconfig, '$KUBECONFIG').replaceAll(`${folder}/`, '');
}
