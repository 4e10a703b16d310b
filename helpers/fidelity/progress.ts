import { mark } from './goTests.ts';

/** What a suite that runs has come to. */
export interface Done {
  done: number;
  failed: number;
  /** Tests that will run, as far as it is known. */
  total: number;
}

/** Of Gateway API's suite, by the marks of `-test.v=test2json`. Skipped tests take no time and do not count. */
export function doneOfGoTests(output: string, under: string, total: number): Done {
  const ends = [...output.matchAll(new RegExp(`${mark}\\s*--- (PASS|FAIL): ${under}/[^/\\s]+ `, 'g'))].map(([, end]) => end);
  return { done: ends.length, failed: ends.filter((end) => end === 'FAIL').length, total: Math.max(total, ends.length) };
}

/** Of Ginkgo's: it prints a dot for each spec, and first how many there are. */
export function doneOfGinkgo(output: string, total: number): Done {
  const planned = Number(/Will run (\d+) of \d+ specs/.exec(output)?.[1] ?? total);
  const count = (what: RegExp) => output.match(what)?.length ?? 0;
  return { done: count(/•/g), failed: count(/• \[(?:FAILED|PANICKED|TIMEDOUT)\]/g), total: planned };
}

/** `network-policy: 12 of 47 tests, 1 failed; 6 min, about 17 min left` */
export function describeDone(name: string, { done, failed, total }: Done, seconds: number): string {
  const left = done > 0 ? `, about ${minutes((seconds / done) * Math.max(0, total - done))} left` : '';
  return `${name}: ${done} of ${total} tests, ${failed} failed; ${minutes(seconds)}${left}`;
}

const minutes = (seconds: number): string => (seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`);
