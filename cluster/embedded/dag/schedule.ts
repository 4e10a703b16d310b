import { needsOf, type Step } from './step.ts';

/** How many steps of each pool run at a time. */
export type Slots = Record<Step['pool'], number>;

export interface ScheduleOptions {
  slots: Slots;
  /** Seconds a step is expected to take. */
  expected: (step: Step) => number;
  /** Does one step. The signal ends it: another step failed, or the user stopped the build. */
  run: (step: Step, signal: AbortSignal) => Promise<void>;
  signal: AbortSignal;
}

/** Seconds from a step's start to the end of everything that waits for it: what decides who starts first. */
export function urgency(steps: readonly Step[], expected: (step: Step) => number): Map<string, number> {
  const followers = new Map<string, Step[]>(steps.map(({ name }) => [name, []]));
  for (const step of steps) for (const need of needsOf(step)) followers.get(need)?.push(step);
  const known = new Map<string, number>();
  const of = (step: Step): number => {
    const value = known.get(step.name) ?? expected(step) + Math.max(0, ...(followers.get(step.name) ?? []).map(of));
    known.set(step.name, value);
    return value;
  };
  for (const step of steps) of(step);
  return known;
}

/**
 * Runs steps as soon as what they need is there, most urgent first, within the slots of their pool. Needs that are not in
 * `steps` count as finished.
 *
 * @throws the first failure, once every running step has ended
 */
export async function runSteps(steps: readonly Step[], { slots, expected, run, signal }: ScheduleOptions): Promise<void> {
  const urgent = urgency(steps, expected);
  const waiting = [...steps].sort((a, b) => (urgent.get(b.name) ?? 0) - (urgent.get(a.name) ?? 0));
  const unfinished = new Set(steps.map(({ name }) => name));
  const running = new Map<Step, Promise<void>>();
  const stop = new AbortController();
  const both = AbortSignal.any([signal, stop.signal]);
  let failure: { error: unknown } | undefined;

  const startReady = () => {
    for (const step of [...waiting]) {
      const busy = [...running.keys()].filter(({ pool }) => pool === step.pool).length;
      if (busy >= slots[step.pool] || needsOf(step).some((need) => unfinished.has(need))) continue;
      waiting.splice(waiting.indexOf(step), 1);
      const end = run(step, both).then(
        () => void unfinished.delete(step.name),
        (error: unknown) => {
          failure ??= { error };
          stop.abort();
        },
      );
      running.set(
        step,
        end.finally(() => running.delete(step)),
      );
    }
  };

  while (!both.aborted) {
    startReady();
    if (!running.size) break;
    await Promise.race(running.values());
  }
  await Promise.all(running.values());
  if (failure) throw failure.error;
  signal.throwIfAborted();
}

/**
 * Seconds until the end, by playing the schedule with expected durations.
 *
 * @param elapsed seconds that running steps have had so far
 */
export function timeLeft(
  steps: readonly Step[],
  slots: Slots,
  expected: (step: Step) => number,
  elapsed: Map<string, number>,
): number {
  const rest = (step: Step) => Math.max(1, expected(step) - (elapsed.get(step.name) ?? 0));
  const urgent = urgency(steps, rest);
  const first = (step: Step) => (elapsed.has(step.name) ? Infinity : (urgent.get(step.name) ?? 0));
  let waiting = [...steps].sort((a, b) => first(b) - first(a));
  let running: { step: Step; end: number }[] = [];
  let now = 0;
  while (waiting.length || running.length) {
    const open = new Set([...waiting, ...running.map(({ step }) => step)].map(({ name }) => name));
    for (const step of waiting) {
      const busy = running.filter((other) => other.step.pool === step.pool).length;
      if (busy < slots[step.pool] && !needsOf(step).some((need) => open.has(need))) running.push({ step, end: now + rest(step) });
    }
    const started = new Set(running.map(({ step }) => step));
    waiting = waiting.filter((step) => !started.has(step));
    now = Math.min(...running.map(({ end }) => end));
    running = running.filter(({ end }) => end > now);
  }
  return now;
}
