import { redact, type Redactions } from '../evidence/redact.ts';
import { podMarks } from './promptMarks.ts';
import type { WalkedCommand } from './schema.ts';
import { fill, needsHost, type Step } from './step.ts';
import type { Answer, Terminal } from './terminal.ts';

const outputLimit = 20_000;
const ctrlC = '\u0003';
const podPrompt = /(?:^|\n)[^\n]*[#$] $/;
/** How `make kind-up` says where the cluster is. */
const exportLine = /^export KUBECONFIG=.*$/m;
const enterHint = /try pressing enter/i;

const timeLimit = (text: string): number => (/^make\b/.test(text) ? 1_800_000 : 180_000);

export type ReaderOptions = {
  terminal: Terminal;
  /** Seconds into the recording. */
  now: () => number;
  /** What stands for each placeholder, asked for when one is met. */
  values: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  removed: Redactions;
  signal: AbortSignal;
};

/** Types steps into a terminal as somebody would who follows the text and knows no more than it says. */
export class Reader {
  #shell = 'host';
  #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** The shell that the next line goes to: host, or the pod's name. */
  get shell(): string {
    return this.#shell;
  }

  /** Does one step of the document, and what a reader does about it when it cannot work as it stands. */
  async do(step: Step): Promise<WalkedCommand[]> {
    if (step.placeholders.length > 0)
      return [await this.#attempt(step, fill(step.text, await this.#options.values(step.placeholders)), 'filled')];
    const first = await this.#attempt(step, step.text, 'as it stands');
    if (first.shell !== 'host' && needsHost(step)) {
      const exit = await this.leave(step, 'the text never leaves the pod');
      return [first, exit, await this.#attempt(step, step.text, 'again')];
    }
    const wanted = exportLine.exec(first.output)?.[0];
    if (wanted === undefined) return [first];
    const own = { ...step, text: wanted, kind: 'command' } as const;
    return [first, await this.#attempt(own, wanted, "the reader's own", 'the line that the command before printed')];
  }

  /** Leaves a pod's shell though the text does not say so. */
  leave(step: Pick<Step, 'line' | 'lastLine' | 'claims'>, note: string): Promise<WalkedCommand> {
    return this.#attempt({ ...step, text: 'exit', kind: 'leave', placeholders: [] }, 'exit', "the reader's own", note);
  }

  async #attempt(step: Step, typed: string, attempt: WalkedCommand['attempt'], note?: string): Promise<WalkedCommand> {
    const { now, removed } = this.#options;
    const record = { line: step.line, lastLine: step.lastLine, typed, attempt, shell: this.#shell, at: now() };
    if (step.kind === 'leave' && this.#shell === 'host') {
      const why = "not typed: no pod's shell is open, and it would close the reader's own";
      return { ...record, seconds: 0, exit: null, stages: [], output: '', interrupted: false, note: why };
    }
    const { answer, interrupted, remark } = await this.#perform(step, typed);
    if (answer.prompt) this.#shell = answer.prompt.shell;
    return {
      ...record,
      seconds: answer.seconds,
      exit: answer.prompt?.exit ?? null,
      stages: answer.prompt?.stages ?? [],
      output: shortened(redact(answer.output, removed)),
      interrupted,
      ...(step.claims.length > 0 && { claims: step.claims }),
      ...((note ?? remark) && { note: note ?? remark }),
    };
  }

  async #perform(step: Step, typed: string): Promise<{ answer: Answer; interrupted: boolean; remark?: string }> {
    const { terminal, signal } = this.#options;
    if (step.kind === 'enter') return this.#enter(step, typed);
    if (step.kind === 'foreground') return this.#watch(typed);
    const limit = timeLimit(typed);
    const answer = await terminal.run(typed, limit, signal);
    if (answer.prompt) return { answer, interrupted: false };
    const ended = await this.#interrupt(performance.now() - limit);
    return { answer: ended, interrupted: true, remark: `did not return within ${limit / 1000} s: Ctrl-C` };
  }

  /** Opens a pod's shell, pressing Enter when kubectl says so, and puts our marks into its prompt unseen. */
  async #enter({ shell = 'bash' }: Step, typed: string): Promise<{ answer: Answer; interrupted: boolean; remark?: string }> {
    const { terminal, signal } = this.#options;
    const started = performance.now();
    terminal.type(typed);
    let pressed = 0;
    const open = () => terminal.prompted() !== undefined || podPrompt.test(terminal.shown);
    while (!(await terminal.until(open, 1_500, signal, 400)) && performance.now() - started < 180_000) {
      if (!enterHint.test(terminal.shown) || pressed >= 5) continue;
      terminal.press('\r');
      pressed += 1;
    }
    const answer = await terminal.answer(started, 0, signal);
    if (answer.prompt) return { answer, interrupted: false, remark: 'no shell was opened' };
    if (!open())
      return { answer: await this.#interrupt(started), interrupted: true, remark: 'no prompt came within 180 s: Ctrl-C' };
    const name = /\s(?:run|exec|debug)\s+([\w./-]+)/.exec(typed)?.[1]?.replaceAll('/', '.') ?? 'pod';
    const marked = await terminal.muted(() => terminal.run(podMarks(shell, name), 20_000, signal));
    if (!marked.prompt) throw new Error(`The shell of ${name} does not answer: ${terminal.shown}`);
    return {
      answer: { ...answer, prompt: marked.prompt },
      interrupted: false,
      ...(pressed > 0 && { remark: `pressed Enter ${pressed} times, as kubectl says` }),
    };
  }

  /** What stays in front: watched until nothing new has come for 5 s, then ended with Ctrl-C. */
  async #watch(typed: string): Promise<{ answer: Answer; interrupted: boolean }> {
    const { terminal, signal } = this.#options;
    const started = performance.now();
    terminal.type(typed);
    const settled = () => terminal.quietFor() > 5_000 && performance.now() - started > 8_000;
    await terminal.until(() => terminal.prompted() !== undefined || settled(), 60_000, signal);
    if (terminal.prompted()) return { answer: await terminal.answer(started, 0, signal), interrupted: false };
    return { answer: await this.#interrupt(started), interrupted: true };
  }

  async #interrupt(started: number): Promise<Answer> {
    const { terminal, signal } = this.#options;
    terminal.press(ctrlC);
    return terminal.answer(started, 60_000, signal);
  }
}

function shortened(output: string): string {
  return output.length <= outputLimit
    ? output
    : `${output.slice(0, outputLimit)}\n[${output.length - outputLimit} characters more]`;
}
