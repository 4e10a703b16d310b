import type { Ground } from './ground.ts';
import { refusedThere } from './laneGround.ts';
import type { WalkedCommand } from './schema.ts';

/**
 * In a cluster that is not ours a command may be refused that a document's own reader may use. It says nothing of the text, and nothing
 * does that stands below it and may build on it.
 *
 * @returns the commands that can be held against the text, and where that ends
 */
export function asFarAsAllowed(
  commands: readonly WalkedCommand[],
  { reader }: Pick<Ground, 'reader'>,
): { judged: readonly WalkedCommand[]; stopped?: string } {
  const at = reader ? commands.findIndex(({ output }) => refusedThere(output) !== undefined) : -1;
  const refused = commands[at];
  if (!refused) return { judged: commands };
  return {
    judged: commands.slice(0, at),
    stopped: `From line ${refused.line} on nothing is judged, because what is typed there is not allowed in this cluster: ${refusedThere(refused.output)?.trim()}`,
  };
}
