import { execa, type ResultPromise } from 'execa';
import { root } from './root.ts';

let running: Pick<ResultPromise, 'kill'> | undefined;
let interrupted = false;

/** Ctrl-C was pressed, or the run was told to end. */
export function wasInterrupted(): boolean {
  return interrupted;
}

/** Hands the first SIGINT or SIGTERM to the program under way and lets `verify` finish its pack; a second one is the shell's. */
export function heedSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      interrupted = true;
      running?.kill('SIGINT');
    });
  }
}

/** Runs one of our programs in a process group of its own, its output passed on. Returns the exit status; 130 when interrupted. */
export async function child(args: string[], env: Record<string, string> = {}): Promise<number> {
  if (interrupted) return 130;
  const program = execa(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    reject: false,
    detached: true,
    forceKillAfterDelay: false,
    // a program that must not outlive this one notices the channel's end (SIGKILL leaves us no time to tell it)
    ipc: true,
  });
  running = program;
  const { exitCode } = await program;
  running = undefined;
  return interrupted ? 130 : (exitCode ?? 2);
}
