import { execa } from 'execa';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { InfrastructureError } from '../../errors.ts';
import { times } from '../../times.ts';

/** Waits for the end of its standard input, which the run closes, or whatever ends the run. It keeps a kubeconfig of its own: a run removes its files. */
const held = `folder=$(mktemp -d) && trap 'rm -r "$folder"' EXIT && cp "$KUBECONFIG" "$folder/kubeconfig" && export KUBECONFIG="$folder/kubeconfig" || exit
echo armed
read -r
bash -c "$1" >"$folder/said" 2>&1 || { status=$?; cat "$folder/said"; exit $status; }`;

/**
 * Holds the command back that undoes a change, until the claim ends, or this process does in whatever way.
 *
 * @returns what ends the wait
 * @throws {InfrastructureError} where the change could not be undone: it must not be made
 */
export async function armUndo(command: string, env: NodeJS.ProcessEnv): Promise<() => Promise<void>> {
  const guard = execa('bash', ['-c', held, 'undo', command], {
    env,
    extendEnv: false,
    reject: false,
    // Ctrl-C and the end of this process are not for it
    detached: true,
    stdin: 'pipe',
    all: true,
  });
  const failed = await Promise.race([guard, once(guard.stdout, 'data').then(() => undefined)]);
  if (failed) throw new InfrastructureError(`What "${command}" would undo is not done: ${failed.all}`);
  return async () => {
    guard.stdin.end();
    const late = new AbortController();
    const ended = await Promise.race([guard, delay(times.undo, undefined, { signal: late.signal })]).finally(() => late.abort());
    if (ended?.exitCode === 0) return;
    const how = ended ? `ended with ${ended.exitCode ?? ended.signal}: ${ended.all.replace('armed\n', '')}` : 'goes on';
    throw new InfrastructureError(`Not put back: "${command}" ${how}`);
  };
}
