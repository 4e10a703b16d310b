import type { Status } from './display.ts';
import { type Slots, timeLeft } from './schedule.ts';
import type { Step } from './step.ts';

/** Progress of a run, as the display asks for it. */
export class Tally {
  readonly #steps: readonly Step[];
  readonly #slots: Slots;
  readonly #expected: (step: Step) => number;
  readonly #started = new Map<Step, number>();
  readonly #done = new Set<Step>();

  constructor(steps: readonly Step[], slots: Slots, expected: (step: Step) => number) {
    this.#steps = steps;
    this.#slots = slots;
    this.#expected = expected;
  }

  start(step: Step): void {
    this.#started.set(step, performance.now());
  }

  /** @returns seconds the step took */
  finish(step: Step): number {
    this.#done.add(step);
    return this.#seconds(step);
  }

  status(): Status {
    const running = [...this.#started.keys()].filter((step) => !this.#done.has(step));
    const elapsed = new Map(running.map((step) => [step.name, this.#seconds(step)]));
    const left = timeLeft(
      this.#steps.filter((step) => !this.#done.has(step)),
      this.#slots,
      this.#expected,
      elapsed,
    );
    return {
      done: this.#done.size,
      total: this.#steps.length,
      running: running.map((step) => ({ step, seconds: this.#seconds(step) })),
      left,
    };
  }

  #seconds(step: Step): number {
    return (performance.now() - (this.#started.get(step) ?? performance.now())) / 1000;
  }
}
