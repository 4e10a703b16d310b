import type { Corrections } from './corrections.ts';
import type { WalkedCommand } from './schema.ts';

/**
 * What a part of a walk (LINES, or one that was cut short) can be held to: the promises of the commands that were typed,
 * wherever the text makes them, and the declared lines that belong to either.
 */
export function judgeable(corrections: Corrections, commands: readonly Pick<WalkedCommand, 'line'>[]): Corrections {
  const typed = new Set(commands.map(({ line }) => line));
  const promises = corrections.promises.filter(({ command }) => typed.has(command));
  const promised = new Set(promises.map(({ line }) => line));
  const written = corrections.written.filter(({ kind, line }) => (kind === 'promise' ? promised.has(line) : typed.has(line)));
  return { ...corrections, promises, written };
}
