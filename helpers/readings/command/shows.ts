import { Inconclusive } from '../../errors.ts';
import type { CommandOutcome } from './outcome.ts';

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/**
 * Whether a terminal would show a text: a pattern matches on one of the two streams, or each line of a text stands in its order on either.
 * Blanks at the ends of lines do not count.
 */
export function shows({ stdout, stderr }: Pick<CommandOutcome, 'stdout' | 'stderr'>, wanted: string | RegExp): boolean {
  if (wanted instanceof RegExp) {
    if (wanted.test('')) throw new Inconclusive(`${String(wanted)} matches nothing too: name words that have to be shown.`);
    return wanted.test(stdout) || wanted.test(stderr);
  }
  const lines = linesOf(wanted);
  if (lines.length === 0) throw new Inconclusive('Nothing was there to look for.');
  return standsOn(lines, linesOf(stdout), linesOf(stderr));
}

function standsOn([line, ...rest]: readonly string[], out: readonly string[], err: readonly string[]): boolean {
  if (line === undefined) return true;
  const [onOut, onErr] = [out, err].map((stream) => stream.findIndex((one) => one.includes(line))) as [number, number];
  return (onOut >= 0 && standsOn(rest, out.slice(onOut + 1), err)) || (onErr >= 0 && standsOn(rest, out, err.slice(onErr + 1)));
}
