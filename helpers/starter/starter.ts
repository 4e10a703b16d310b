import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { InfrastructureError } from '../errors.ts';

interface Options {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Whether the program gets this process's variables too, as execa has it. */
  extendEnv?: boolean;
}

/** What the small process is told to do. */
export type Order = { id: number; file: string; args: string[]; options: Options } | { cancel: number };

/** How a program ended. */
export interface Ended {
  id: number;
  /** Undefined after a signal, and where it was not started. */
  exitCode?: number;
  stdout: string;
  stderr: string;
  /** The output was longer than execa keeps. */
  isMaxBuffer: boolean;
  /** Why it failed, in words. */
  message?: string;
}

let starter: ChildProcess | undefined;
let orders = 0;
const waiting = new Map<number, PromiseWithResolvers<Ended>>();

/**
 * Runs a program without input to its end. A small process starts it, because fork(2) copies the page tables of its caller: 34 ms of
 * processor time in a worker of a full run, 1 ms in that process. A program that still runs when this process ends gets SIGTERM.
 *
 * @param signal sends SIGTERM to the program
 * @throws {InfrastructureError} where the small process ended before the program
 */
export async function runApart(file: string, args: string[], options: Options = {}, signal?: AbortSignal): Promise<Ended> {
  const id = ++orders;
  const ended = Promise.withResolvers<Ended>();
  waiting.set(id, ended);
  const process = starterProcess();
  process.ref();
  process.channel?.ref();
  process.send({ id, file, args, options } satisfies Order);
  const cancel = () => process.connected && process.send({ cancel: id } satisfies Order);
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await ended.promise;
  } finally {
    signal?.removeEventListener('abort', cancel);
    waiting.delete(id);
    if (waiting.size === 0) release(process);
  }
}

function starterProcess(): ChildProcess {
  if (starter?.connected) return starter;
  const made = fork(join(import.meta.dirname, 'program.ts'), {
    execArgv: [],
    // outputs of many megabytes
    serialization: 'advanced',
  });
  made.on('message', (one: Ended) => waiting.get(one.id)?.resolve(one));
  made.on('exit', (code, signal) => {
    if (starter === made) starter = undefined;
    const error = new InfrastructureError(`The process that starts the reader’s programs ended (${signal ?? code}).`);
    for (const one of waiting.values()) one.reject(error);
  });
  starter = made;
  return made;
}

/** A process that waits for orders keeps nobody from ending. */
function release(process: ChildProcess): void {
  process.unref();
  process.channel?.unref();
}
