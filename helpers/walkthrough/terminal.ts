import { spawn, type IPty } from '@lydell/node-pty';
import { setTimeout as delay } from 'node:timers/promises';
import { outputLimit } from '../bounded.ts';
import { InfrastructureError } from '../errors.ts';
import { MarkReader, type Mark } from './promptMarks.ts';
import { plainText } from './plainText.ts';

/** What came back for one typed line. */
export type Answer = {
  /** As a terminal shows it, without the echo of what was typed. */
  output: string;
  seconds: number;
  /** The prompt that ended it; undefined when time ran out first. */
  prompt: Extract<Mark, { kind: 'prompt' }> | undefined;
};

export type TerminalOptions = {
  file: string;
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  cols: number;
  rows: number;
  /** Everything that the terminal shows, as it arrives. */
  onText: (text: string) => void;
};

const quietMs = 60;

const foreignPrompt = /(?:^|\n)[^\n]*[#$%] $/;
const continuationPrompt = /(?:^|\n)> $/;

/** A program in a pseudoterminal whose shells mark their prompts (see promptMarks.ts). */
export class Terminal {
  #pty: IPty;
  #marks = new MarkReader();
  #shown = '';
  #startedAt: number | undefined;
  #prompt: Answer['prompt'];
  #promptAt: number | undefined;
  #lastData = performance.now();
  #muted = false;
  /** Characters since the last line was typed. */
  #length = 0;
  #ended: number | undefined;
  readonly #onText: (text: string) => void;

  constructor({ file, args, cwd, env, cols, rows, onText }: TerminalOptions) {
    this.#onText = onText;
    this.#pty = spawn(file, args, { name: 'xterm-256color', cols, rows, cwd, env });
    this.#pty.onData((data) => this.#receive(data));
    this.#pty.onExit(({ exitCode }) => (this.#ended = exitCode));
  }

  #receive(data: string): void {
    this.#lastData = performance.now();
    for (const piece of this.#marks.push(data)) {
      if (typeof piece === 'string') {
        this.#length += piece.length;
        // the recording and the judge have the beginning; Ctrl-C comes with the time limit
        if (this.#length > outputLimit) continue;
        this.#shown += piece;
        if (!this.#muted) this.#onText(piece);
      } else if (piece.kind === 'prompt') {
        this.#prompt = piece;
        this.#promptAt = this.#shown.length;
      } else this.#startedAt = this.#shown.length;
    }
  }

  /** Text that the terminal has shown since the last line was typed. */
  get shown(): string {
    return plainText(this.#shown);
  }

  /** Types a line (or a paste of several) and Enter. */
  type(text: string): void {
    this.#shown = '';
    this.#length = 0;
    this.#startedAt = undefined;
    this.#prompt = undefined;
    this.#promptAt = undefined;
    this.press(`${text.replaceAll('\n', '\r')}\r`);
  }

  /** The exit status of the program, once it has ended. */
  get ended(): number | undefined {
    return this.#ended;
  }

  /** Whether a prompt stands there that carries no mark: a shell of somebody else has been opened. */
  get atForeignPrompt(): boolean {
    return this.#prompt === undefined && foreignPrompt.test(this.shown);
  }

  /** Whether bash waits for the rest of what was typed. */
  get wantsMore(): boolean {
    return this.#prompt === undefined && this.#startedAt === undefined && continuationPrompt.test(this.shown);
  }

  press(keys: string): void {
    if (this.#ended !== undefined) throw new InfrastructureError(`The reader's shell has ended (status ${this.#ended}).`);
    this.#pty.write(keys);
  }

  /** What is shown while `secret` runs stays out of `onText`. */
  async muted<T>(secret: () => Promise<T>): Promise<T> {
    this.#muted = true;
    try {
      return await secret();
    } finally {
      this.#muted = false;
    }
  }

  /** Waits until `done` holds and the terminal is quiet. Returns false when `timeoutMs` passed first or the program ended. */
  async until(done: () => boolean, timeoutMs: number, signal?: AbortSignal, quiet = quietMs): Promise<boolean> {
    const end = performance.now() + timeoutMs;
    while (performance.now() < end) {
      if (done() && performance.now() - this.#lastData >= quiet) return true;
      if (this.#ended !== undefined) return done();
      await delay(20, undefined, { signal });
    }
    return false;
  }

  prompted(): Answer['prompt'] {
    return this.#prompt;
  }

  /** Milliseconds since anything was shown. */
  quietFor(): number {
    return performance.now() - this.#lastData;
  }

  /** Types a line and waits for the prompt after it. */
  async run(text: string, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    const started = performance.now();
    this.type(text);
    return this.answer(started, timeoutMs, signal);
  }

  /** Waits for the next prompt; `started` is when the line was typed (performance.now()). */
  async answer(started: number, timeoutMs: number, signal?: AbortSignal): Promise<Answer> {
    await this.until(() => this.#prompt !== undefined, timeoutMs, signal);
    const seconds = Math.round(Math.max(0, this.#lastData - started)) / 1000;
    return { output: this.#output(), seconds, prompt: this.#prompt };
  }

  /** Between the start mark (a shell that sends none, sh, echoes the line typed, which is its first one) and the prompt. */
  #output(): string {
    const afterEcho = this.#startedAt ?? this.#shown.indexOf('\n') + 1;
    return plainText(this.#shown.slice(afterEcho, this.#promptAt));
  }

  /** Ends the program and everything in its session; nothing is shown any more. */
  close(): void {
    this.#muted = true;
    if (this.#ended === undefined) this.#pty.kill('SIGHUP');
  }
}
