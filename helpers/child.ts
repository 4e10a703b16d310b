import { execa, type ResultPromise } from 'execa';
import { wholeRun } from '../cluster/variables/wholeRun.ts';
import { root } from './root.ts';

let running: Pick<ResultPromise, 'kill'> | undefined;
let interrupted = false;

/** True after SIGINT or SIGTERM. */
export function wasInterrupted(): boolean {
  return interrupted;
}

/** Passes the first SIGINT or SIGTERM to the running child, so that `verify` can finish its pack. A second signal ends this process. */
export function heedSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted = true;
      running?.kill('SIGINT');
    });
  }
}

/** Runs one of our programs in its own process group and passes its output on. Returns its exit status; 130 after a signal. */
export async function child(args: string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  if (interrupted) return 130;
  const program = execa(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
    detached: true,
    forceKillAfterDelay: false,
    // a child must not outlive this process: after SIGKILL it sees the end of this channel
    ipc: true,
  });
  running = program;
  const { exitCode } = await program;
  running = undefined;
  return interrupted ? 130 : (exitCode ?? 2);
}

/** Runs `make verify` within a program: the whole of a run, whatever part of one the program was asked for. Returns as `child` does. */
export const verifyWithin = (env: NodeJS.ProcessEnv): Promise<number> =>
  child(['helpers/run/verify.ts'], { ...wholeRun, ...env });
