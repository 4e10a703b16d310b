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

/**
 * Who starts first: the step that the most has to wait for, in seconds of what comes after it; of equal ones the longest.
 * Steps of a pool share the machine, so its work takes as long in any order; what is left to do when it has ended decides
 * (Johnson's rule for two machines).
 */
export function byUrgency(steps: readonly Step[], expected: (step: Step) => number): (a: Step, b: Step) => number {
  const followers = new Map<string, Step[]>(steps.map(({ name }) => [name, []]));
  for (const step of steps) for (const need of needsOf(step)) followers.get(need)?.push(step);
  const known = new Map<string, number>();
  const after = ({ name }: Step): number => {
    const value = known.get(name) ?? Math.max(0, ...(followers.get(name) ?? []).map((next) => expected(next) + after(next)));
    known.set(name, value);
    return value;
  };
  return (a, b) => after(b) - after(a) || expected(b) - expected(a);
}

/**
 * Runs steps as soon as what they need is there, most urgent first, within the slots of their pool. Needs that are not in
 * `steps` count as finished.
 *
 * @throws the first failure, once every running step has ended
 */
export async function runSteps(steps: readonly Step[], { slots, expected, run, signal }: ScheduleOptions): Promise<void> {
  const waiting = [...steps].sort(byUrgency(steps, expected));
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
  const urgency = byUrgency(steps, rest);
  const begun = (step: Step) => Number(elapsed.has(step.name));
  let waiting = [...steps].sort((a, b) => begun(b) - begun(a) || urgency(a, b));
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
