import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { Journal, readJournal, type Event } from '../evidence/journal.ts';
import type { Reading, Sample } from '../readings/reading.ts';
import { ClaimRun } from './claimRun.ts';
import type { Judged } from './ruling.ts';

/** A claim's run whose journal is in a folder of the test. For tests only. */
export function plantedRun(
  id = 'm1-a-curl',
  options?: ConstructorParameters<typeof ClaimRun>[2],
): { run: ClaimRun; journal: Journal; events: () => Event[] } {
  const pack = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  const journal = new Journal(pack);
  onTestFinished(() => {
    journal.close();
    rmSync(pack, { recursive: true });
  });
  return { run: new ClaimRun(id, journal, options), journal, events: () => readJournal(pack) };
}

/** Lets only samples move the clock: one a second, see `told`. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

/** Samples of these outcomes, the last one again and again, one each `gapMs`. */
export async function* told<T>(samples: Sample<T>[], gapMs = 1000): AsyncIterable<Sample<T>> {
  for (let index = 0; ; index++) {
    vi.advanceTimersByTime(gapMs);
    yield samples[Math.min(index, samples.length - 1)] as Sample<T>;
  }
}

/** An instrument that is never blank and always works. */
export const unproven = { blanks: [], prove: async () => ({ works: true, says: 'it works' }) };

/** A reading that brings these outcomes. */
export function plantedReading(outcomes: string | string[], part: Partial<Reading<string>> = {}): Reading<string> {
  const samples = [outcomes].flat().map((value) => ({ value, says: value, at: new Date(0), ms: 5 }));
  return {
    says: 'attacker GET http://backend/',
    witness: 'client',
    repeat: 'until-stable',
    ...unproven,
    take: () => Promise.resolve(samples[0] as Sample<string>),
    stream: () => told(samples),
    ...part,
  };
}

/** An observation that agreed, with what the test says otherwise. */
export function plantedAssertion(part: Partial<Judged> = {}): Judged {
  return {
    beat: 'observation',
    name: 'it',
    expected: '200',
    observed: '200',
    agrees: true,
    settledMs: 0,
    attempts: 3,
    distinct: [],
    observations: [],
    unsettled: false,
    disagreement: 'contradicted',
    ...part,
  };
}
