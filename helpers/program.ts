import { createWriteStream } from 'node:fs';
import { execa, type Options } from 'execa';
import { root } from './root.ts';

export interface Program {
  argv: readonly [string, ...string[]];
  cwd: string;
  env: Record<string, string>;
  /** Sends SIGINT, upon which Ginkgo and our own programs take back what they made; SIGKILL after `grace`. */
  signal: AbortSignal;
}

/** How a program ended: its exit status, undefined where it was killed or could not be started, and both outputs. */
export interface Ended {
  exit: number | undefined;
  output: string;
}

/** A program under way. `pid` is also its process group; undefined where it could not be started. */
export interface Started {
  pid: number | undefined;
  ended: Promise<Ended>;
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
 * Starts a program in a process group of its own, so that Ctrl-C reaches it once and by us.
 *
 * @param log file that takes both outputs
 * @param heard gets all output so far, whenever there is more
 */
export function startLogged(program: Program, log: string, heard: (output: string) => void = () => undefined): Started {
  const running = started(program, { all: true, buffer: false });
  const file = createWriteStream(log);
  let output = '';
  running.all?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    file.write(text);
    heard(output);
  });
  const ended = running.then(async ({ exitCode: exit }) => {
    await new Promise<void>((done) => file.end(done));
    return { exit, output };
  });
  return { pid: running.pid, ended };
}

/** The same, to its end. */
export const runLogged = (program: Program, log: string, heard: (output: string) => void): Promise<Ended> =>
  startLogged(program, log, heard).ended;

/** Runs a program of ours whose result is its standard output; what it says goes to ours. */
export async function runForResult(program: Program): Promise<Ended> {
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

/** Takes the cluster down; after Ctrl-C too, so not under its signal. */
export async function takeClusterDown(): Promise<void> {
  await execa(process.execPath, ['cluster/cli.ts', 'down'], {
    cwd: root,
    stdio: ['ignore', 1, 2],
    detached: true,
    reject: false,
  });
}
