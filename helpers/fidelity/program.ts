import { createWriteStream } from 'node:fs';
import { execa, type Options } from 'execa';
import { root } from '../root.ts';

export interface Program {
  argv: readonly [string, ...string[]];
  cwd: string;
  env: Record<string, string>;
  /** Sends SIGINT, upon which Ginkgo and our own programs take back what they made; SIGKILL after `grace`. */
  signal: AbortSignal;
}

/** Milliseconds in which a program that was stopped takes back what it made. Ginkgo gives each of its nodes 30 s. */
const grace = 45_000;

/** util-linux's setpriv ends the child when this process is gone, even by SIGKILL. */
const endsWithParent = ['--pdeathsig', 'TERM', '--'];

/** A command of `cluster/cli.ts`. */
export const clusterProgram = (words: readonly string[], signal: AbortSignal): Program => ({
  argv: [process.execPath, 'cluster/cli.ts', ...words],
  cwd: root,
  env: {},
  signal,
});

/**
 * Runs a program in a process group of its own, so that Ctrl-C reaches it once and by us.
 *
 * @param log file that takes both outputs
 * @param heard gets all output so far, whenever there is more
 * @returns exit status, undefined where it was killed or could not be started, and both outputs
 */
export async function runLogged(
  program: Program,
  log: string,
  heard: (output: string) => void,
): Promise<{ exit: number | undefined; output: string }> {
  const running = started(program, { all: true, buffer: false });
  const file = createWriteStream(log);
  let output = '';
  running.all?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    file.write(text);
    heard(output);
  });
  const { exitCode: exit } = await running;
  await new Promise<void>((done) => file.end(done));
  return { exit, output };
}

/** Runs a program of ours whose result is its standard output; what it says goes to ours. */
export async function runForResult(program: Program): Promise<{ exit: number | undefined; output: string }> {
  const { exitCode: exit, stdout } = await started(program, { stderr: 'inherit' });
  return { exit, output: stdout };
}

function started<T extends Options>({ argv, cwd, env, signal }: Program, options: T) {
  const running = execa('setpriv', [...endsWithParent, ...argv], {
    ...options,
    cwd,
    env,
    stdin: 'ignore',
    detached: true,
    reject: false,
  } as const);
  const group = (name: NodeJS.Signals) => {
    try {
      if (running.pid) process.kill(-running.pid, name);
    } catch {
      // it ended meanwhile
    }
  };
  const stop = () => {
    group('SIGINT');
    setTimeout(() => group('SIGKILL'), grace).unref();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  void running.finally(() => signal.removeEventListener('abort', stop));
  return running;
}
