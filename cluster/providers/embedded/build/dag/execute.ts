import { readFileSync } from 'node:fs';
import { execa } from 'execa';
import { InfrastructureError, InterruptedError } from '../../../../host/errors.ts';
import { shellLine } from '../../../../host/runner.ts';
import type { Command, Step } from './step.ts';

/** A file is not what its pinned checksum says: nothing of it is used. */
export class ChecksumError extends InfrastructureError {}

/** util-linux's setpriv ends the child when this process is gone, even by SIGKILL. */
const endsWithParent = ['--pdeathsig', 'TERM', '--'];

/** How a tool says that a checksum is wrong or that none is pinned. */
const checksumTrouble = /checksum mismatch|SECURITY ERROR|missing go\.sum entry|^.*: FAILED$/m;

export interface ExecuteOptions {
  /** Takes the command's whole output; appended to. */
  log: string;
  env: Record<string, string>;
  signal: AbortSignal;
}

/**
 * Runs one command to its end, output into the log. It dies with this process, however that ends.
 *
 * @throws InterruptedError when the signal stopped it, InfrastructureError when it failed, ChecksumError as one kind of that
 */
export async function execute(step: Step, command: Required<Command>, { log, env, signal }: ExecuteOptions): Promise<void> {
  const line = shellLine(command.argv[0] ?? '', command.argv.slice(1), command.env);
  const output = { file: log, append: true } as const;
  const result = await execa('setpriv', [...endsWithParent, ...command.argv], {
    cwd: command.cwd,
    env: { ...env, ...command.env },
    input: command.input,
    stdout: output,
    stderr: output,
    cancelSignal: signal,
    killDescendants: true,
    forceKillAfterDelay: 5000,
    reject: false,
  });
  if (result.isCanceled) throw new InterruptedError(`Build step ${step.name} was stopped.`);
  if (result.failed) throw failure(step, line, log, result.exitCode);
}

function failure(step: Step, line: string, log: string, exitCode: number | undefined): InfrastructureError {
  const output = readFileSync(log, 'utf8');
  const wrong = checksumTrouble.exec(output);
  if (wrong && step.pins) {
    const said = output.slice(Math.max(0, output.lastIndexOf('\n', wrong.index))).trim();
    return new ChecksumError(
      `Build step ${step.name}: a checksum pinned in ${step.pins} is wrong or missing.\n  ${indent(said, 8)}`,
      {
        remedy: `What was downloaded is not what ${step.pins} names. Find out why before you change either.`,
      },
    );
  }
  const how = exitCode === undefined ? 'could not be started' : `ended ${exitCode}`;
  return new InfrastructureError(`Build step ${step.name}: \`${line.slice(0, 300)}\` ${how}:\n  ${indent(output, -12)}`, {
    remedy: `The whole output is in ${log}. Finished steps are kept: run the build again to go on from here.`,
  });
}

/** The first (or with a negative count the last) lines of a text, set in. */
function indent(text: string, count: number): string {
  const lines = text.trim().split('\n');
  return (count < 0 ? lines.slice(count) : lines.slice(0, count)).join('\n  ');
}
