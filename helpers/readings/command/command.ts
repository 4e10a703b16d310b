import { execa } from 'execa';
import { delimiter } from 'node:path';
import { connection } from '../../kube/connection.ts';
import { InfrastructureError, NotApplicable } from '../../errors.ts';
import { addonsIn, needAddon } from '../../kube/addons.ts';
import { times } from '../../times.ts';
import { waiting } from '../../waiting.ts';
import { appContainer } from '../../kube/pods.ts';
import { makesOwn } from './makeVariables.ts';
import type { Workload } from '../../lane/workload.ts';
import type { Workstation } from '../../lane/workstation.ts';
import { exec } from '../../kube/exec.ts';
import type { Reading, Sample } from '../reading.ts';
import type { RawArtifact } from '../../evidence/artifact.ts';

export interface CommandOutcome {
  exit: number;
  stdout: string;
  stderr: string;
}

/** A command in a workload's application container, or in another one of its pod. */
export function podCommand(workload: Workload, command: string, container?: string): Reading<CommandOutcome> {
  return commandReading(`${workload.name} runs: ${command}`, command, async () => {
    const pod = await workload.pod();
    const result = await exec(
      { namespace: workload.namespace, pod: pod.metadata?.name ?? '', container: container ?? appContainer(pod) },
      ['sh', '-c', command],
    );
    return { exit: result.exit, stdout: result.stdout.toString(), stderr: result.stderr };
  });
}

const withoutMake = Object.fromEntries(makesOwn.map((name) => [name, undefined]));

/**
 * A command at the reader's workstation: bash, with the cluster's tools first on PATH and a kubeconfig of this lane's namespace. In a
 * cluster that is not ours the API server lets it change nothing outside of the lane; what it refused there the claim does not go on with.
 */
export function readerCommand(
  station: Workstation,
  command: string,
  options: { cwd?: string; limitMs?: number } = {},
): Reading<CommandOutcome> {
  return commandReading(`the reader runs: ${command}`, command, async () => {
    const { cluster } = await connection();
    for (const addon of addonsIn(command)) await needAddon(addon);
    const seconds = String((options.limitMs ?? times.command) / 1000);
    const result = await waiting(() =>
      // the limit also ends background processes of the command: they would keep its output open
      execa('timeout', ['--kill-after=2', seconds, 'bash', '-c', command], {
        reject: false,
        env: { ...withoutMake, KUBECONFIG: station.kubeconfig, PATH: `${cluster.bin}${delimiter}${process.env.PATH}` },
        stdin: 'ignore',
        cwd: options.cwd,
        stripFinalNewline: false,
      }),
    );
    const outcome = { exit: result.exitCode ?? -1, stdout: result.stdout, stderr: result.stderr };
    if (station.limited) heedRefusal(station.limited, outcome);
    return outcome;
  });
}

/**
 * What the API server refused to the reader is nothing that the document says: its reader may do it.
 *
 * @throws {NotApplicable} where it lies outside of the lane
 * @throws {InfrastructureError} where it lies inside, where everything is allowed
 */
export function heedRefusal({ user, lane }: NonNullable<Workstation['limited']>, { stdout, stderr }: CommandOutcome): void {
  const refusal = `${stderr}\n${stdout}`.split('\n').find((line) => line.includes(`"${user}" cannot `));
  if (!refusal) return;
  const [, wanted = refusal] = /" cannot (.*)/.exec(refusal) ?? [];
  if (new RegExp(`in the namespace "${lane}(-other)?"`).test(wanted))
    throw new InfrastructureError(`the reader was refused what it may do in its own namespace: ${refusal.trim()}`);
  throw new NotApplicable(`A command wants to ${wanted.trim()}, and outside of the lane’s namespaces this cluster is not ours.`);
}

/** The one number that a reader's command prints. */
export function readerCount(station: Workstation, command: string): Reading<number> {
  const printing = readerCommand(station, command);
  const { says, witness, repeat } = printing;
  return {
    says,
    command,
    witness,
    repeat,
    async take() {
      const sample = await printing.take();
      return { ...sample, value: numberIn(sample.value) };
    },
  };
}

/** @throws {InfrastructureError} where the command did not print a number and nothing else */
export function numberIn(outcome: CommandOutcome): number {
  const printed = outcome.stdout.trim();
  if (!/^\d+$/.test(printed)) throw new InfrastructureError(`a number was to be printed, not ${inWords(outcome)}`);
  return Number(printed);
}

function commandReading(says: string, command: string, run: () => Promise<CommandOutcome>): Reading<CommandOutcome> {
  return {
    says,
    command,
    witness: 'command',
    repeat: 'until-agreed',
    async take(): Promise<Sample<CommandOutcome>> {
      const at = new Date();
      const started = performance.now();
      const value = await run();
      const artifacts: RawArtifact[] = [
        { name: 'stdout.txt', content: value.stdout, mediaType: 'text/plain' },
        { name: 'stderr.txt', content: value.stderr, mediaType: 'text/plain' },
      ];
      return {
        value,
        says: inWords(value),
        at,
        ms: performance.now() - started,
        artifacts: artifacts.filter((one) => one.content.length > 0),
      };
    },
  };
}

export function inWords({ exit, stdout, stderr }: CommandOutcome): string {
  const line = (stdout.trim() || stderr.trim()).split('\n')[0] ?? '';
  return `exit ${exit}${line ? `: ${line.slice(0, 160)}` : ', no output'}`;
}
