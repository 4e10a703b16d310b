import type { PeerTest } from '../evidence/fidelity.ts';

/** SYN. `-test.v=test2json` begins each line of its own with it, which keeps them apart from what tests print. */
export const mark = String.fromCharCode(0x16);

/** Where a test begins, goes on or ends. */
const framing = new RegExp(
  [
    `^${mark}\\s*(?:=== (?<turn>RUN|NAME|CONT|PAUSE) +(?<name>\\S*)`,
    '--- (?<end>PASS|FAIL|SKIP): (?<ended>\\S+) \\((?<seconds>[\\d.]+)s\\))',
  ].join('|'),
);

interface Heard {
  outcome?: PeerTest['outcome'];
  seconds: number;
  said: string[];
}

const outcomes = { PASS: 'passed', FAIL: 'failed', SKIP: 'skipped' } as const;

/**
 * The tests right below one Go test, each with all that is below itself, in the order in which they began.
 *
 * @param output what a Go test program printed with `-test.v=test2json`
 * @param under name of the Go test, such as TestConformance
 * @returns tests named without `under`; one that began and did not end has failed
 */
export function readGoTests(output: string, under: string): PeerTest[] {
  const heard = new Map<string, Heard>();
  const of = (name: string): Heard | undefined => {
    const [top, test] = name.split('/');
    if (top !== under || !test) return undefined;
    return heard.get(test) ?? heard.set(test, { seconds: 0, said: [] }).get(test);
  };
  let current = '';
  // output without a line's end of its own is followed by the mark on the same line
  for (const line of output.split(new RegExp(`\n|(?=${mark})`))) {
    const { turn, name = '', end, ended = '', seconds } = framing.exec(line)?.groups ?? {};
    if (turn) {
      current = name;
      of(name);
    } else if (end) {
      const test = of(ended);
      if (test && ended.split('/').length === 2)
        Object.assign(test, { outcome: outcomes[end as keyof typeof outcomes], seconds: Number(seconds) });
    } else if (line.trim()) {
      of(current)?.said.push(line.trim());
    }
  }
  return [...heard].map(([name, { outcome, seconds, said }]) => {
    const reason = outcome === undefined ? 'it began, and did not come to its end' : reasonIn(said);
    return { name, outcome: outcome ?? 'failed', seconds, ...(outcome !== 'passed' && reason && { reason }) };
  });
}

/** What testify or `t.Skip` said; otherwise the last words. */
function reasonIn(said: readonly string[]): string | undefined {
  const labelled = (label: string) =>
    said
      .find((line) => line.startsWith(label))
      ?.slice(label.length)
      .trim();
  const parts = [labelled('Error:'), labelled('Messages:')].filter(Boolean);
  const skipped = said.find((line) => /\bskip/i.test(line));
  const words = parts.length > 0 ? parts.join(': ') : (skipped ?? said.at(-1));
  return words?.replace(/^\w+\.go:\d+: (?:\S+T\S+Z?: )?/, '').slice(0, 300);
}
