/** Words in which programs tell that something was refused or ended badly, whatever the names and times around them. */
const words = [
  /command terminated with exit code \d+/,
  /curl: \(\d+\)/,
  /wget: (?:download timed out|bad address|server returned error: HTTP\/\S+ \d+)/,
  /Error from server \(\w+\)/,
  /RBAC: access denied/,
];
const anyWord = new RegExp(words.map(({ source }) => source).join('|'), 'g');

const refusalsIn = (text: string): Set<string> => new Set(text.match(anyWord));

/**
 * The refusals that a document shows below a command, against what was printed. Anything else of an output (ages, hashes, times)
 * changes from run to run and is not compared.
 */
export function refusalsShown({ expects = '', output }: { expects?: string | undefined; output: string }): {
  shown: string[];
  missing: string[];
} {
  const printed = refusalsIn(output);
  const shown = [...refusalsIn(expects)];
  return { shown, missing: shown.filter((one) => !printed.has(one)) };
}

/** An output without the lines that hold one of these refusals. */
export const withoutRefusals = (output: string, refusals: readonly string[]): string =>
  output
    .split('\n')
    .filter((line) => !refusals.some((one) => line.includes(one)))
    .join('\n');
