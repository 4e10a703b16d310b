/** Prints steps as they begin and end: `[ 3/11]  12.4 s  registry filled: 8 images`. */
export class Progress {
  readonly #print: (line: string) => void;
  readonly #started = performance.now();
  readonly #total: number;
  #done = 0;
  #told = 0;

  /** @param total number of steps that will be reported with `step` */
  constructor(total: number, print: (line: string) => void = (line) => process.stderr.write(`${line}\n`)) {
    this.#total = total;
    this.#print = print;
  }

  /** Seconds since this was made. */
  get seconds(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Tells what is being waited for, at most every 5 s. To be handed on as a callback. */
  readonly waiting = (says: string): void => {
    if (this.seconds - this.#told < 5) return;
    this.note(`… ${says}`);
  };

  note(text: string): void {
    this.#line('', text);
  }

  /** Runs one step and reports its end; `says` may add what was counted (nodes, images, pods). */
  async step<T>(name: string, action: () => Promise<T>, says?: (result: T) => string): Promise<T> {
    const start = this.seconds;
    const result = await action();
    this.#done += 1;
    const counted = says ? `: ${says(result)}` : '';
    this.#line(`[${this.#done}/${this.#total}]`, `${name}${counted} (${(this.seconds - start).toFixed(1)} s)`);
    return result;
  }

  #line(count: string, text: string): void {
    this.#told = this.seconds;
    this.#print(`${count.padStart(7)} ${this.seconds.toFixed(1).padStart(6)} s  ${text}`);
  }
}
