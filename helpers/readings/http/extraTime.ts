import { InfrastructureError } from '../../errors.ts';
import type { Workload } from '../../lane/workload.ts';
import { drawnOnce, reading, type Reading } from '../reading.ts';
import { shareBound } from '../statistics.ts';
import { curlWorks } from './curlWorks.ts';
import type { HttpProbe } from './httpProbe.ts';

/** Milliseconds between which a median lies; chance misses it at most as often as every other bound. */
export interface Interval {
  low: number;
  high: number;
  /** The median of all answers of the one that is compared with, in milliseconds. */
  without: number;
}

export interface ExtraTimeOptions {
  /** How often the two are compared. The bound on the median of 40 is nearly their range; that of 800 is half as wide as that of 200. */
  rounds?: number;
}

const perBlock = 10;

/**
 * POSIX sh: rounds of two blocks, ABBA. A round is one curl, because its start takes longer than a block. A block asks a URL so many times on
 * one connection, which both blocks of one server share. Each line has the block's letter, the status and the seconds to the first byte.
 * Arguments: rounds, requests of a block, URL A, URL B.
 */
export const roundsScript = `
count=$1 requests=$2 a=$3 b=$4 round=0
says=' %{http_code} %{time_starttransfer}\\n'
both() {
  curl --silent --max-time 5 --output /dev/null --write-out "$1$says" "$2?[1-$requests]" \
    --next --silent --max-time 5 --output /dev/null --write-out "$3$says" "$4?[1-$requests]"
}
while [ $round -lt $count ]; do
  if [ $((round % 2)) = 0 ]; then both A "$a" B "$b"; else both B "$b" A "$a"; fi
  round=$((round + 1))
done
`;

/**
 * How much longer a client waits for the first byte of one answer than for that of another, on connections that are open already. The sample
 * is drawn once: who asks again gets the same one. After a change, ask for a new reading.
 */
export function extraTime(
  client: Workload,
  of: HttpProbe,
  over: HttpProbe,
  { rounds = 200 }: ExtraTimeOptions = {},
): Reading<Interval> {
  const [a, b] = [over.request.url, of.request.url];
  let output = '';
  let words = '';
  const ask = async () => {
    for (const probe of [of, over]) probe.noteUse();
    const script = ['sh', '-c', roundsScript, 'rounds', String(rounds), String(perBlock), a, b];
    const { exit, stdout, stderr } = await client.exec(script);
    output = stdout.toString();
    const compared = exit === 0 ? compare(output, rounds, perBlock) : `the script ended with ${exit}: ${stderr.trim()}`;
    if (typeof compared === 'string') throw new InfrastructureError(`${client.name} compared ${b} with ${a}: ${compared}`);
    words = compared.says;
    return compared.interval;
  };
  const says = `milliseconds that ${b} takes longer than ${a}, asked by ${client.name}`;
  const given = reading(says, 'client', ask, {
    repeat: 'never',
    command: `curl --write-out '%{time_starttransfer}' '${b}?[1-${perBlock}]'   # and ${a} in turn, ${rounds} times`,
    from: client.name,
    to: of.target?.name,
    blanks: [],
    prove: () => curlWorks(client),
    words: () => words,
    artifacts: () => [{ name: 'times.txt', content: output, mediaType: 'text/plain' }],
  });
  return drawnOnce({ ...given, requests: rounds });
}

/** What the blocks' times come to, or in words why they say nothing. */
export function compare(output: string, count: number, requests: number): { interval: Interval; says: string } | string {
  const lines = output.split('\n').filter(Boolean);
  const failed = lines.find((line) => !/^[AB] 200 [\d.]+$/.test(line));
  if (failed !== undefined) return `not each request was answered: "${failed}"`;
  const times = { A: timesOf(lines, 'A'), B: timesOf(lines, 'B') };
  if (times.A.length !== count * requests || times.B.length !== count * requests)
    return `${times.A.length} and ${times.B.length} of ${count * requests} requests were answered`;
  const medians = (all: number[]) =>
    Array.from({ length: count }, (_, round) => quantile(all.slice(round * requests, (round + 1) * requests), 0.5));
  const [without, within] = [medians(times.A), medians(times.B)];
  const differences = within.map((one, round) => one - (without[round] as number)).sort((x, y) => x - y);
  const { low: nth } = shareBound(count, 0.5);
  if (nth === 0) throw new Error(`${count} rounds are too few for a bound on their median`);
  const [low, high] = [rounded(differences[nth - 1] as number), rounded(differences[count - nth] as number)];
  const interval = { low, high, without: rounded(quantile(times.A, 0.5)) };
  const spread = (all: number[]) => [0.5, 0.9, 0.99].map((share) => rounded(quantile(all, share))).join('/');
  return {
    interval,
    says: `${interval.low} to ${interval.high} ms longer (median of ${count} rounds was ${rounded(quantile(differences, 0.5))}); p50/p90/p99 of ${times.A.length} requests each: ${spread(times.A)} and ${spread(times.B)} ms`,
  };
}

const timesOf = (lines: string[], block: string) =>
  lines.filter((line) => line.startsWith(block)).map((line) => 1000 * Number(line.split(' ')[2]));

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
}

const rounded = (ms: number) => Math.round(ms * 1000) / 1000;
