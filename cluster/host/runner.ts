import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { InfrastructureError, InterruptedError } from './errors.ts';

export type RunOptions = {
  /** Written to the command's standard input. */
  input?: string;
  env?: Record<string, string>;
  cwd?: string;
  timeoutMs?: number;
  /**
   * What Ctrl-C does to it. `kill` (default): it ends, with all its descendants. `stop`: it ends, what it started comes to
   * its own end. `finish`: it comes to its own end. Podman, killed while it starts a container, forgets that it did.
   */
  onAbort?: 'kill' | 'stop' | 'finish';
  /** What a dry run takes for the command's output. */
  dry?: string;
  /** File that takes all output of the command if it fails; the message shows its end only. */
  log?: string;
  /** What to do when the command fails, for the message. */
  remedy?: string;
};

/** The one door to the outside: a live runner does it, a dry one says it. */
export type Runner = {
  readonly dry: boolean;
  /** Aborted by Ctrl-C: whoever polls must look at it. */
  readonly signal: AbortSignal;
  /**
   * Runs a command to its end.
   *
   * @returns its standard output
   * @throws InfrastructureError when it fails, InterruptedError when Ctrl-C stopped it (with all its descendants)
   */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<string>;
  /** Something that is no command (a file written, an API polled). A dry run prints `says` and returns `dry`. */
  act<T>(says: string, action: () => Promise<T>, dry: T): Promise<T>;
  /** The same runner, with these variables for every command. */
  with(env: Record<string, string>): Runner;
};

const quoted = (word: string) => (/^[\w@%+=:,./<>-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);

/** A command as it could be pasted into a shell. */
export function shellLine(command: string, args: readonly string[], env: Record<string, string> = {}): string {
  const variables = Object.entries(env).map(([key, value]) => `${key}=${quoted(value)}`);
  return [...variables, quoted(command), ...args.map(quoted)].join(' ');
}

/** A runner that does what it is told; commands die with `signal`. */
export function liveRunner(signal: AbortSignal, env: Record<string, string> = {}): Runner {
  return {
    dry: false,
    signal,
    async run(command, args, options = {}) {
      if (signal.aborted) throw new InterruptedError(`${command} was not started.`);
      const { onAbort = 'kill' } = options;
      const running = execa(command, args, {
        env: { ...env, ...options.env },
        input: options.input ?? '',
        timeout: options.timeoutMs,
        cwd: options.cwd,
        ...(onAbort !== 'finish' && { cancelSignal: signal }),
        killDescendants: onAbort === 'kill',
        detached: true,
        forceKillAfterDelay: 3000,
        maxBuffer: 50_000_000,
        reject: false,
      });
      const result = await running;
      if (onAbort === 'stop' && result.isCanceled) await groupEnds(running.pid);
      if (result.isCanceled) throw new InterruptedError(`${command} was stopped.`);
      if (result.failed) throw failure(shellLine(command, args), result, options);
      return result.stdout;
    },
    act: (_says, action) => action(),
    with: (more) => liveRunner(signal, { ...env, ...more }),
  };
}

/** Waits until no process of a group is left, at most 20 s: whoever cleans up then finds all that was started. */
async function groupEnds(group: number | undefined): Promise<void> {
  for (let waited = 0; group && waited < 20_000 && groupLives(group); waited += 100) await sleep(100);
}

function groupLives(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

type Failed = { stdout?: string; stderr?: string; timedOut?: boolean; exitCode?: number; originalMessage?: string };

function failure(line: string, result: Failed, { log, remedy }: RunOptions): InfrastructureError {
  const { stdout = '', stderr = '', timedOut, exitCode, originalMessage = '' } = result;
  const how = timedOut ? 'ran out of time' : exitCode === undefined ? 'could not be started' : `ended ${exitCode}`;
  if (log) {
    mkdirSync(dirname(log), { recursive: true });
    writeFileSync(log, `${line}\n${stdout}\n${stderr}\n`);
  }
  const said = lastWords(stderr || stdout || originalMessage);
  return new InfrastructureError(`\`${line.slice(0, 300)}\` ${how}:\n  ${said}${log ? `\n  All of it: ${log}` : ''}`, { remedy });
}

/** The end of what a command said, without Go's stack traces: they push the reason out of sight. */
function lastWords(text: string): string {
  const words = text
    .split('\n')
    .filter((line) => line.trim() && !/\.(go|s):\d+$|^\s*(main|runtime|[\w.-]+\.(io|com|org)\/\S+)[.(]\S*$/.test(line));
  return words.slice(-12).join('\n  ');
}

/** A runner that prints what a live one would do, and does nothing. `print` gets one line each. */
export function dryRunner(print: (line: string) => void, env: Record<string, string> = {}): Runner {
  return {
    dry: true,
    signal: new AbortController().signal,
    async run(command, args, options = {}) {
      const input = options.input ? `  <<'END'\n${options.input.trimEnd()}\nEND` : '';
      print(shellLine(command, args, { ...env, ...options.env }) + input);
      return options.dry ?? '';
    },
    async act(says, _action, dry) {
      print(`# ${says}`);
      return dry;
    },
    with: (more) => dryRunner(print, { ...env, ...more }),
  };
}
