import { execa } from 'execa';
import { InfrastructureError } from './errors.ts';
import { root } from './root.ts';

/**
 * Renders a pack, which is signed, a walk-through, the result of a gate or a radar, or a matrix by reports/cli.ts, in a process group of its
 * own: Ctrl-C ends the run, and its results are rendered all the same.
 *
 * @throws {InfrastructureError} where the program fails, with what the program said
 */
export async function renderReport(
  command: 'render' | 'walkthrough' | 'render-gate' | 'render-matrix' | 'render-radar',
  folder: string,
): Promise<void> {
  const args = ['reports/cli.ts', command, folder, ...(command === 'render' ? ['--sign'] : [])];
  const { failed, exitCode, signal, shortMessage, stderr } = await execa(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    reject: false,
    detached: true,
  });
  if (!failed) return;
  const said = stderr || shortMessage;
  throw new InfrastructureError(
    `the report was not rendered (reports/cli.ts ended with ${exitCode ?? signal}): ${said}\n` +
      `What to do: remove the cause, then node_modules/.bin/node ${args.join(' ')}`,
  );
}
