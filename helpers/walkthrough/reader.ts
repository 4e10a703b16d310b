import { redact, type Redactions } from '../evidence/redact.ts';
import { hand, patience, type Done, type Patience } from './hand.ts';
import { afterStep, whyLeft, type OpenShell } from './leaving.ts';
import type { WalkedCommand } from './schema.ts';
import type { ScriptBlock } from './script.ts';
import { fill, needsHost, type Step } from './step.ts';
import type { Terminal } from './terminal.ts';

const outputLimit = 20_000;
/** How `make kind-up` says where the cluster is. */
const exportLine = /^export KUBECONFIG=.*$/m;
const endsOnError = /^\s*set\s+(?:-\w*e|-o\s+errexit)/m;

export type ReaderOptions = {
  /** How long a reader waits for what should end. */
  patience?: Patience;
  /** Opens a terminal whose shell stands at its first prompt. */
  open: () => Promise<Terminal>;
  /** Seconds into the recording. */
  now: () => number;
  /** What stands for each placeholder, asked for when one is met. */
  values: (names: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  removed: Redactions;
  signal: AbortSignal;
  /** In a cluster that is not ours: how a text reads in the namespace that stands for the document’s. */
  local?: (text: string) => string;
};

/** Types steps into a terminal as somebody would who follows the text and knows no more than it says. */
export class Reader {
  #shell = 'host';
  #terminal: Terminal;
  #open: OpenShell | undefined;
  #endsOnErrorSince: number | undefined;
  #isStuck = false;
  readonly #options: ReaderOptions;

  private constructor(options: ReaderOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
  }

  static async start(options: ReaderOptions): Promise<Reader> {
    return new Reader(options, await options.open());
  }

  /** The shell that the next line goes to: host, or the pod's name. */
  get shell(): string {
    return this.#shell;
  }

  /** Whether the last step never gave the terminal back: what depends on it is not typed. */
  get isStuck(): boolean {
    return this.#isStuck;
  }

  close(): void {
    this.#terminal.close();
  }

  /** Another block begins; `leaves`: the text above it has its reader leave a shell. */
  begins({ leaves }: Pick<ScriptBlock, 'leaves'>): void {
    if (this.#open) this.#open = { ...this.#open, isElsewhere: true, isLeft: leaves };
  }

  /** Does one step of the document, and what a reader does about it when it cannot work as it stands. */
  async do(step: Step): Promise<WalkedCommand[]> {
    const why = this.#open && whyLeft(step, this.#open);
    const left = why === undefined ? [] : [await this.leave(step, why)];
    if (this.#shell === 'host') this.#open = undefined;
    const typed = await this.#type(step);
    this.#open = this.#shell === 'host' ? undefined : afterStep(step, this.#open);
    return [...left, ...typed];
  }

  async #type(step: Step): Promise<WalkedCommand[]> {
    if (step.placeholders.length > 0)
      return [await this.#attempt(step, fill(step.text, await this.#options.values(step.placeholders)), 'filled')];
    const first = await this.#attempt(step, step.text, 'as it stands');
    if (this.#shell !== 'host' && needsHost(step) && first.shell !== 'host') {
      const exit = await this.leave(step, 'the text never leaves the pod');
      return [first, exit, await this.#attempt(step, step.text, 'again')];
    }
    // any other output may hold such a line too: nobody types what a pod answers. Where the cluster is not ours, it names what is not this reader’s
    const wanted =
      !this.#options.local && first.shell === 'host' && /^make\b/.test(step.text)
        ? exportLine.exec(first.output)?.[0]
        : undefined;
    if (wanted === undefined) return [first];
    const own = ownStep(step, wanted, 'command');
    return [first, await this.#attempt(own, wanted, "the reader's own", 'the line that the command before printed')];
  }

  /** Leaves a pod's shell though the text does not say so. */
  leave(step: Step, note: string): Promise<WalkedCommand> {
    return this.#attempt(ownStep(step, 'exit', 'leave'), 'exit', "the reader's own", note);
  }

  async #attempt(step: Step, text: string, attempt: WalkedCommand['attempt'], note?: string): Promise<WalkedCommand> {
    const { now, removed, signal, local } = this.#options;
    const typed = local?.(text) ?? text;
    const { line, lastLine, output: expects } = step;
    const shell = this.#shell;
    const record = { line, lastLine, typed, attempt, shell, at: now(), ...(expects !== undefined && { expects }) };
    this.#isStuck = false;
    if (step.kind === 'leave' && this.#shell === 'host') {
      const why = "not typed: no pod's shell is open, and it would close the reader's own";
      return { ...record, seconds: 0, exit: null, stages: [], output: '', interrupted: false, note: why };
    }
    if (this.#shell === 'host' && endsOnError.test(typed)) this.#endsOnErrorSince ??= line;
    const done = await hand(this.#terminal, step.kind, typed, { signal, ...(this.#options.patience ?? patience) });
    const { answer, interrupted } = done;
    const remark = answer.prompt ? done.remark : await this.#startAnew(done);
    if (answer.prompt) this.#shell = answer.prompt.shell;
    return {
      ...record,
      seconds: answer.seconds,
      exit: answer.prompt?.exit ?? null,
      stages: answer.prompt?.stages ?? [],
      output: shortened(redact(answer.output, removed)),
      interrupted,
      ...(step.claims.length > 0 && { claims: step.claims }),
      ...((note ?? remark) && { note: answer.prompt ? (note ?? remark) : remark }),
    };
  }

  /** A reader whose shell is gone, or never comes back, opens another terminal. What was set in the old one is lost. */
  async #startAnew({ remark }: Done): Promise<string> {
    const { ended } = this.#terminal;
    const since = this.#endsOnErrorSince;
    this.#isStuck = ended === undefined;
    this.#terminal.close();
    this.#terminal = await this.#options.open();
    this.#shell = 'host';
    this.#endsOnErrorSince = undefined;
    if (ended === undefined) return `${remark}: a new terminal is opened, and nothing more of this block is typed`;
    const why = since === undefined ? '' : `, as line ${since} asks for with set -e`;
    return `closes the reader's shell (status ${ended})${why}: a new one is opened`;
  }
}

const ownStep = ({ line, lastLine, claims }: Step, text: string, kind: Step['kind']): Step => ({
  line,
  lastLine,
  claims,
  text,
  kind,
  placeholders: [],
});

function shortened(output: string): string {
  return output.length <= outputLimit
    ? output
    : `${output.slice(0, outputLimit)}\n[${output.length - outputLimit} characters more]`;
}
