import { randomBytes } from 'node:crypto';
import { InfrastructureError, NotApplicable } from '../../errors.ts';
import { addonsIn, needAtUsualPlace } from '../../kube/addons.ts';
import { rightsRefusal } from '../../kube/bounds.ts';
import { appContainer } from '../../kube/pods.ts';
import type { Workload } from '../../lane/workload.ts';
import type { Workstation } from '../../lane/workstation.ts';
import { exec } from '../../kube/exec.ts';
import type { Proof, Reading, Sample } from '../reading.ts';
import type { RawArtifact } from '../../evidence/artifact.ts';
import { excerpt } from '../../evidence/shortened.ts';
import type { CommandOptions, CommandOutcome } from './outcome.ts';
import { uses } from '../../uses.ts';
import { inShell, readersEnv } from './shell.ts';
import { stemOf } from './stem.ts';
import { armUndo } from './undo.ts';
import { unreadOf } from './unread.ts';

export type { CommandOptions, CommandOutcome } from './outcome.ts';

/** A command in a workload's application container, or in another one of its pod. */
export function podCommand(
  workload: Workload,
  command: string,
  { container, absent }: { container?: string; absent?: string } = {},
): Reading<CommandOutcome> {
  const run = async (script: string) => {
    if (workload.injected && !container && /https?:/.test(script)) uses('istio.alpn');
    const pod = await workload.pod();
    const at = { namespace: workload.namespace, pod: pod.metadata?.name ?? '', container: container ?? appContainer(pod) };
    const { exit: status, stdout, stderr } = await exec(at, ['sh', '-c', script]);
    const outcome = { exit: status, stdout: stdout.toString(), stderr };
    return { outcome, unread: unreadOf(outcome, { absent }) };
  };
  return commandReading(`${workload.name} runs: ${command}`, command, run, [echo]);
}

/**
 * A command at the reader's workstation: bash, with the cluster's tools first on PATH and a kubeconfig of this lane's namespace. In a
 * cluster that is not ours the API server lets it change nothing outside of the lane; what it refused there the claim does not go on with.
 */
export function readerCommand(station: Workstation, command: string, options: CommandOptions = {}): Reading<CommandOutcome> {
  let armed: Promise<void> | undefined;
  const arm = async (undo: string) => station.atEnd?.(await armUndo(undo, await readersEnv(station, undo)));
  const run = async (script: string) => {
    if (options.undo !== undefined) await (armed ??= arm(options.undo));
    for (const addon of addonsIn(script)) await needAtUsualPlace(addon);
    const { missing, cut, ...outcome } = await inShell(station, script, options);
    if (station.limited) heedRefusal(station.limited, outcome);
    return { outcome, unread: unreadOf(outcome, { missing, cut, absent: options.absent }) };
  };
  return commandReading(`the reader runs: ${command}`, command, run, knownOf(command), station.limited !== undefined);
}

/** What a program prints, whatever the state of the claim's world. The mark is new each time: an old answer does not hold it. */
type Known = (mark: string, kind: 'namespace' | 'configmap') => [command: string, prints: string];

const knownAnswers: Record<string, Known> = {
  // the API server answers with the object that it would make, which a reader may make in a lane only, and we before there is one
  kubectl: (mark, kind) => [`kubectl create ${kind} known-${mark} --dry-run=server -o name`, `${kind}/known-${mark}`],
  istioctl: () => ['istioctl version --remote=false', 'client version: '],
  jq: (mark) => [`jq -cn '["${mark}"]'`, `["${mark}"]`],
};
export const echo: Known = (mark) => [`echo ${mark}`, mark];

export function knownOf(command: string): Known[] {
  const used = Object.entries(knownAnswers).filter(([program]) => new RegExp(`\\b${program}\\b`).test(command));
  return [echo, ...used.map(([, known]) => known)];
}

/**
 * What the API server refused to the reader is nothing that the document says: its reader may do it.
 *
 * @throws {NotApplicable} where it lies outside of the lane, or goes beyond what a lane's rights are
 * @throws {InfrastructureError} where it lies inside, where what documents do is allowed
 */
export function heedRefusal({ user, lane }: NonNullable<Workstation['limited']>, { stdout, stderr }: CommandOutcome): void {
  const refusal = rightsRefusal(`${stderr}\n${stdout}`);
  if (!refusal || (refusal.includes(' cannot ') && !refusal.includes(`"${user}" cannot `))) return;
  const [, wanted = refusal] = /" cannot (.*)/.exec(refusal) ?? [];
  if (new RegExp(`in the namespace "${lane}(-[a-z0-9-]+)?"`).test(wanted))
    throw new InfrastructureError(`the reader was refused what it may do in its own namespace: ${refusal.trim()}`);
  throw new NotApplicable(
    'our-cluster',
    `A command wants to ${wanted.trim()}, and beyond the lane’s namespaces this cluster is not ours.`,
  );
}

/** The one number that a reader's command prints. */
export function readerCount(station: Workstation, command: string): Reading<number> {
  const printing = readerCommand(station, command);
  const { says, witness, repeat } = printing;
  const outcomeOf = (value: number) => ({ exit: value === 0 ? 1 : 0, stdout: `${value}\n`, stderr: '' });
  return {
    says,
    command,
    witness,
    repeat,
    blanks: [0],
    prove: ({ value, like, shown }) => printing.prove({ value: outcomeOf(value), like: like.map(outcomeOf), shown }),
    async take() {
      const sample = await printing.take();
      return { ...sample, value: sample.unread === undefined ? numberIn(sample.value) : Number.NaN };
    },
  };
}

/** @throws {InfrastructureError} where the command did not print a number and nothing else */
export function numberIn(outcome: CommandOutcome): number {
  const printed = outcome.stdout.trim();
  if (!/^\d+$/.test(printed)) throw new InfrastructureError(`a number was to be printed, not ${inWords(outcome)}`);
  return Number(printed);
}

type Run = (script: string) => Promise<{ outcome: CommandOutcome; unread: string | undefined }>;

const blanks: CommandOutcome[] = [
  { exit: 0, stdout: '', stderr: '' },
  { exit: 1, stdout: '', stderr: '' },
  { exit: 0, stdout: '0\n', stderr: '' },
  { exit: 1, stdout: '0\n', stderr: '' },
];

export function commandReading(
  says: string,
  command: string,
  run: Run,
  known: Known[],
  limited = false,
): Reading<CommandOutcome> {
  return {
    says,
    command,
    witness: 'command',
    repeat: 'until-agreed',
    blanks,
    async take(): Promise<Sample<CommandOutcome>> {
      const at = new Date();
      const started = performance.now();
      const { outcome: value, unread } = await run(command);
      const artifacts: RawArtifact[] = [
        { name: 'stdout.txt', content: value.stdout, mediaType: 'text/plain' },
        { name: 'stderr.txt', content: value.stderr, mediaType: 'text/plain' },
      ];
      return {
        value,
        says: inWords(value),
        at,
        ms: performance.now() - started,
        unread,
        artifacts: artifacts.filter((one) => one.content.length > 0),
      };
    },
    prove: async ({ value, like, shown }) => {
      const mark = randomBytes(4).toString('hex');
      const answers = known.map((one) => one(mark, limited ? 'configmap' : 'namespace'));
      const { outcome, unread } = await run(answers.map(([script]) => script).join('\n'));
      const lacking = answers.find(([, prints]) => !outcome.stdout.includes(prints));
      if (unread !== undefined || lacking)
        return { works: false, says: unread ?? `"${lacking?.[0]}" did not print "${lacking?.[1]}"` };
      if (like.length === 0 && isAttachedLate(command, value))
        return { works: false, says: 'kubectl was attached when the container had ended, so what it printed is lost' };
      const programs = answers.map(([script]) => script.split(' ')[0]).join(', ');
      // exit status 0 is itself an answer; nothing, or the count 0, is one only of a command that can print more
      if (shown || !isBlank(value) || like.every(({ exit }) => exit === 0))
        return {
          works: true,
          says: `${programs} gave a known answer${shown ? ', and the same command printed more before' : ''}`,
        };
      return presence(command, run, programs);
    },
  };
}

/** What kubectl run says of a pod that it takes away again (k8s.io/kubectl, pkg/cmd/run and pkg/cmd/delete). */
const ownWords = /^pod "[^"]+" deleted.*$/gm;

const isBlank = ({ stdout }: CommandOutcome) => ['', '0'].includes(stdout.replaceAll(ownWords, '').trim());

/** An attached container that ended in success and of which nothing came: kubectl asks the log only of one that had ended before. */
const isAttachedLate = (command: string, value: CommandOutcome) =>
  /\bkubectl run\b/.test(command) && value.exit === 0 && value.stdout.trim() !== '' && isBlank(value);

/** The pipeline without its last filters prints something: what it lacks would have been seen. */
async function presence(command: string, run: Run, programs: string): Promise<Proof> {
  const stem = stemOf(command);
  if (stem === undefined) return { works: true, awaited: true, says: `${programs} gave a known answer` };
  const { outcome, unread } = await run(stem);
  if (unread !== undefined) return { works: false, says: unread };
  const lines = outcome.stdout.split('\n').filter((line) => line.trim() !== '').length;
  return lines > 0
    ? { works: true, says: `${programs} gave a known answer, and without its last filters the command prints ${lines} lines` }
    : {
        works: true,
        awaited: true,
        says: `${programs} gave a known answer; without its last filters the command prints nothing either`,
      };
}

export function inWords({ exit, stdout, stderr }: CommandOutcome): string {
  const [line = ''] = excerpt(stdout.trim() || stderr.trim(), 4096).split('\n');
  return `exit ${exit}${line ? `: ${line.slice(0, 160)}` : ', no output'}`;
}
