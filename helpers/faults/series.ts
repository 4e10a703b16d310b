import type { Fault } from './fault.ts';
import { planOf, type Planned } from './plan.ts';
import type { Try } from './record.ts';

/** How often a fault is done again that was not done. */
const attempts = 3;

export interface Series {
  seed: string;
  n: number;
  faults: Readonly<Record<string, Fault>>;
  /** Claims to choose from. */
  pool: readonly string[];
}

export interface Doing {
  tryOnce: (planned: Planned, fault: Fault) => Promise<Try>;
  /** After a fault that was not done: the cluster is to stand again, if need be another one. */
  standAgain: () => Promise<void>;
  /** Called after each try, with all until then. */
  keep: (tries: readonly Try[]) => void;
  say: (line: string) => void;
}

/** Tries one fault after the other, and tells how far it is. A fault that was not done is tried again at another moment. */
export async function runSeries({ seed, n, faults, pool }: Series, { tryOnce, standAgain, keep, say }: Doing): Promise<Try[]> {
  const tries: Try[] = [];
  const started = performance.now();
  for (let number = 1; number <= n; number++) {
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const planned = planOf(seed, Object.keys(faults), pool, number, attempt);
      const fault = faults[planned.fault] as Fault;
      say(`try ${number} of ${n}${attempt > 1 ? `, again (${attempt} of ${attempts})` : ''}: ${planned.fault} (${fault.says})`);
      const tried = await tryOnce(planned, fault);
      tries.push(tried);
      keep(tries);
      for (const line of describe(tried)) say(`  ${line}`);
      if (tried.outcome !== 'not-done') break;
      await standAgain();
    }
    if (number < n) say(`  about ${minutes(((performance.now() - started) / number) * (n - number))} left`);
  }
  return tries;
}

/** The tries of which each counts: the last one of each number. */
export const counted = (tries: readonly Try[]): Try[] => [...new Map(tries.map((one) => [one.number, one])).values()];

/** 0: each held, 1: one did not, 2: one was not done. A dishonest attempt counts, whatever came after it. */
export function exitOfSeries(tries: readonly Try[]): 0 | 1 | 2 {
  if (tries.some(({ outcome }) => outcome === 'broken')) return 1;
  return counted(tries).some(({ outcome }) => outcome === 'not-done') ? 2 : 0;
}

export function describe({ outcome, at, shown, why, ended, verdicts, resumed, refusal, findings, seconds }: Try): string[] {
  const counts = Object.entries(verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const told = [
    ...(shown ? [`${shown} (${at} s after the start)`] : []),
    ...(ended ? [`the run ended ${ended}${counts.length > 0 ? ` with ${counts.join(', ')}` : ' without evidence'}`] : []),
    ...(resumed ? [`RESUME ${resumed}${refusal ? `: ${refusal}` : ''}`] : []),
    ...(why ? [why] : []),
  ];
  return [
    `${outcome === 'broken' ? 'NOT held' : outcome}, ${seconds} s: ${told.join('; ')}`,
    ...findings.map((one) => `  ${one}`),
  ];
}

const minutes = (ms: number): string => (ms < 90_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);
