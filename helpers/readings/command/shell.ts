import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import { cacheFolder } from '../../../cluster/host/names.ts';
import { connection } from '../../kube/connection.ts';
import { failing, garbage, recall, remember, type Failure } from '../../failure.ts';
import { otherLanes } from '../../lane/otherLanes.ts';
import type { Workstation } from '../../lane/workstation.ts';
import { settings } from '../../settings.ts';
import { runApart } from '../../starter/starter.ts';
import { times } from '../../times.ts';
import { usesTyped } from '../../uses.ts';
import { waiting } from '../../waiting.ts';
import type { CommandOptions, CommandOutcome } from './outcome.ts';
import { readersVariables } from './readersVariables.ts';

/** bash(1), COMMAND EXECUTION: called for each program that is not found, in subshells and pipelines too, wherever its message goes. */
const notFoundHandler = `() { printf 'bash: line 1: %s: command not found\\n' "$1" >&2; printf '%s\\n' "$1" >> "$PROGRAMS_MISSED"; return 127; }`;

/** timeout(1) sends SIGTERM to bash and again to its whole group: the second one would end what an EXIT trap does. */
const once = `trap 'trap "" TERM; exit 143' TERM; `;

export interface ShellOutcome extends CommandOutcome {
  /** Programs that were not found. */
  missing: string[];
  /** The output was longer than the engine keeps. */
  cut: boolean;
}

/**
 * A home of the reader’s own: in a cluster that is not ours kubectl would otherwise find, in that of whoever runs this program, who may do
 * more there. The documents’ targets still find what they keep.
 */
export function ownHome({ kubeconfig }: Workstation): Record<string, string> {
  return { HOME: dirname(kubeconfig), XDG_CACHE_HOME: '', XDG_CONFIG_HOME: '', MESHPROOF_CACHE: cacheFolder() };
}

/** All variables of a reader’s shell that runs a script. */
export async function readersEnv(station: Workstation, script: string): Promise<Record<string, string>> {
  const { cluster } = await connection();
  return {
    ...readersVariables(),
    ...(station.limited && ownHome(station)),
    ...(await otherLanes(script, basename(dirname(station.kubeconfig)))),
    ...settings().readersVariables,
    KUBECONFIG: station.kubeconfig,
    PATH: `${cluster.bin}${delimiter}${process.env.PATH}`,
  };
}

/** Runs a script in bash as the reader, with an end of its own. */
export async function inShell(station: Workstation, script: string, options: CommandOptions): Promise<ShellOutcome> {
  usesTyped(script);
  const failure = failing();
  if (failure) return brokenShell(failure, script);
  const limit = options.limitMs ?? times.command;
  const cleansUp = /\btrap\b/.test(script);
  const kill = cleansUp ? times.trap : times.kill;
  const missing = join(dirname(station.kubeconfig), `missing-${randomBytes(4).toString('hex')}`);
  const env = await readersEnv(station, script);
  const result = await waiting(() =>
    // the limit also ends background processes of the command: they would keep its output open
    runApart(
      'timeout',
      [`--kill-after=${kill / 1000}`, String(limit / 1000), 'bash', '-c', cleansUp ? `${once}${script}` : script],
      {
        extendEnv: false,
        env: {
          ...env,
          PROGRAMS_MISSED: missing,
          'BASH_FUNC_command_not_found_handle%%': notFoundHandler,
        },
        cwd: resolve(settings().readersFolder, options.cwd ?? '.'),
      },
      // timeout(1) passes the signal on to all that the command started, and sends SIGKILL as after its limit
      station.signal && abortedWithin(station.signal, limit),
    ),
  );
  return remember(script, {
    exit: result.exitCode ?? -1,
    stdout: result.stdout,
    stderr: result.stderr,
    missing: await linesOf(missing),
    cut: result.isMaxBuffer,
  });
}

/** Aborts with the signal, but not after this time: then the command is being ended already, and its trap would be cut short. */
function abortedWithin(signal: AbortSignal, ms: number): AbortSignal {
  const within = new AbortController();
  const started = performance.now();
  const abort = () => {
    if (performance.now() - started < ms) within.abort();
  };
  if (signal.aborted) abort();
  else signal.addEventListener('abort', abort, { once: true });
  return within.signal;
}

function brokenShell(failure: Failure, script: string): ShellOutcome {
  const outcome = { exit: 0, stdout: '', stderr: '', missing: [], cut: false };
  // not the program that a claim may be about
  const program = 'bash';
  const refused = 'The connection to the server 127.0.0.1:6443 was refused - did you specify the right host or port?\n';
  const ways: Record<Failure, Partial<ShellOutcome>> = {
    missing: { exit: 127, stderr: `bash: line 1: ${program}: command not found\n`, missing: [program] },
    unreachable: { exit: 1, stderr: refused },
    timeout: { exit: 124 },
    cut: { stdout: 'NA', cut: true },
    empty: {},
    mute: { exit: 1 },
    garbage: { stdout: garbage },
    stale: recall<ShellOutcome>(script) ?? {},
  };
  return { ...outcome, ...ways[failure] };
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  await rm(file, { force: true });
  return text.split('\n').filter(Boolean);
}
