import { setTimeout as sleep } from 'node:timers/promises';
import type { EngineName } from '../../cluster/host/engine.ts';
import type { Runner } from '../../cluster/host/runner.ts';
import { InfrastructureError } from '../errors.ts';
import type { Draws } from './draws.ts';

/** A fault was not really done, so the run under it says nothing. */
export class NotDone extends InfrastructureError {}

/** What a fault did is still there: nothing more may be tried. */
export class NotTakenBack extends InfrastructureError {}

/** Where faults are done: this machine, and a cluster that this checkout made. */
export interface Ground {
  /** Runs commands of this machine to their end, after Ctrl-C too: what was done has to be taken back. */
  runner: Runner;
  engine: EngineName;
  /** Names of the cluster's nodes, which are containers: the control plane first. */
  nodes: readonly string[];
  /** Address of the API server. */
  server: URL;
}

/** A run under way, to which a fault is done. */
export interface Stage extends Ground {
  /** Process id of the program behind `make verify`. */
  run: number;
  /** Folder of the run's pack. */
  packs: string;
  draws: Draws;
  /** Seconds until the fault is taken back at the latest; undefined: when the run has ended. */
  holds: number | undefined;
  /** Milliseconds within which what was done has to be seen. */
  patience: number;
  /** Whether the run goes on. */
  goesOn: () => boolean;
  /** Takes back what the fault did. */
  undo: AsyncDisposableStack;
  signal: AbortSignal;
}

/** The output of a script in a node. @throws {InfrastructureError} where the script fails */
export const inNode = ({ runner, engine }: Ground, node: string, script: string): Promise<string> =>
  runner.run(engine, ['exec', node, 'sh', '-c', script], { timeoutMs: 60_000 });

/** Milliseconds between two looks at a run: its processes may be short. */
const every = 50;

/**
 * What a look finds, as soon as it finds something.
 *
 * @throws {NotDone} where the run ended before; the signal's reason after it
 */
export async function whileItGoesOn<T>(
  { goesOn, signal }: Pick<Stage, 'goesOn' | 'signal'>,
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    if (!goesOn()) throw new NotDone(`The run ended before there was ${what}.`);
    const found = await look();
    if (found !== undefined) return found;
    await sleep(every);
  }
}

/**
 * Looks until what was done is seen.
 *
 * @param what completes "It is not seen that …"
 * @throws {NotDone} where it is not seen in time
 */
export async function mustShow(
  { patience }: Pick<Stage, 'patience'>,
  what: string,
  look: () => boolean | Promise<boolean>,
): Promise<void> {
  const started = performance.now();
  while (!(await look())) {
    if (performance.now() - started > patience) throw new NotDone(`It is not seen that ${what}.`);
    await sleep(50);
  }
}
