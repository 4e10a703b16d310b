import { keysToEnd, shellName } from './program.ts';
import { podMarks } from './promptMarks.ts';
import type { Step } from './step.ts';
import type { Answer, Terminal } from './terminal.ts';

const ctrlC = '\u0003';
const enterHint = /try pressing enter/i;
/** Long enough for a program that prints a line without its end and works on. */
const standsStillMs = 5_000;

/** How long a reader waits, in milliseconds: for `make`, for any other command or prompt, and after Ctrl-C. */
export type Patience = { make: number; command: number; afterCtrlC: number };
export const patience: Patience = { make: 1_800_000, command: 180_000, afterCtrlC: 60_000 };

type Waiting = Patience & { signal: AbortSignal };

/** What came of one typed text; without a prompt in the answer the terminal is of no use any more. */
export type Done = { answer: Answer; interrupted: boolean; remark?: string };

/** Types a text and does what a reader does until the next prompt: presses Enter, Ctrl-C, or the keys that leave a program. */
export function hand(terminal: Terminal, kind: Step['kind'], typed: string, waiting: Waiting): Promise<Done> {
  if (kind === 'enter') return enter(terminal, typed, waiting);
  return kind === 'foreground' ? watch(terminal, typed, waiting) : command(terminal, typed, waiting);
}

const isBack = (terminal: Terminal): boolean => terminal.prompted() !== undefined || terminal.ended !== undefined;

async function command(terminal: Terminal, typed: string, waiting: Waiting): Promise<Done> {
  const { signal } = waiting;
  const started = performance.now();
  const limit = /^make\b/.test(typed) ? waiting.make : waiting.command;
  terminal.type(typed);
  const standsStill = () => (terminal.atForeignPrompt || terminal.wantsMore) && terminal.quietFor() > standsStillMs;
  await terminal.until(() => terminal.prompted() !== undefined || standsStill(), limit, signal);
  if (isBack(terminal)) return { answer: await terminal.answer(started, 0, signal), interrupted: false };
  if (terminal.wantsMore)
    return interrupt(
      terminal,
      started,
      'bash waits for the rest of the command (a quote, here-document or loop is open)',
      waiting,
    );
  if (terminal.atForeignPrompt) return mark(terminal, typed, started, undefined, signal);
  return interrupt(terminal, started, `did not return within ${limit / 1000} s`, waiting);
}

/** Opens a pod's shell, pressing Enter when kubectl says so. */
async function enter(terminal: Terminal, typed: string, waiting: Waiting): Promise<Done> {
  const { signal } = waiting;
  const started = performance.now();
  terminal.type(typed);
  let pressed = 0;
  const isOpen = () => isBack(terminal) || terminal.atForeignPrompt;
  while (!(await terminal.until(isOpen, 1_500, signal, 400)) && performance.now() - started < waiting.command) {
    if (!enterHint.test(terminal.shown) || pressed >= 5) continue;
    terminal.press('\r');
    pressed += 1;
  }
  if (isBack(terminal))
    return { answer: await terminal.answer(started, 0, signal), interrupted: false, remark: 'no shell was opened' };
  if (!isOpen()) return interrupt(terminal, started, `no prompt came within ${waiting.command / 1000} s`, waiting);
  return mark(terminal, typed, started, pressed > 0 ? `pressed Enter ${pressed} times, as kubectl says` : undefined, signal);
}

/** Puts our marks into the prompt of another shell, unseen. A shell that took the reader's place is the reader's. */
async function mark(
  terminal: Terminal,
  typed: string,
  started: number,
  remark: string | undefined,
  signal: AbortSignal,
): Promise<Done> {
  const answer = await terminal.answer(started, 0, signal);
  const name = /^\s*exec\s/.test(typed) ? 'host' : shellName(typed);
  const { prompt } = await terminal.muted(() => terminal.run(podMarks(name), 20_000, signal));
  const said = prompt ? remark : 'a program that is no shell waits for input';
  return { answer: { ...answer, prompt }, interrupted: false, ...(said !== undefined && { remark: said }) };
}

/** What stays in front: watched until nothing new has come for 5 s, then ended as its reader would. */
async function watch(terminal: Terminal, typed: string, waiting: Waiting): Promise<Done> {
  const { signal } = waiting;
  const started = performance.now();
  terminal.type(typed);
  const settled = () => terminal.quietFor() > 5_000 && performance.now() - started > 8_000;
  await terminal.until(() => terminal.prompted() !== undefined || settled(), 60_000, signal);
  if (isBack(terminal)) return { answer: await terminal.answer(started, 0, signal), interrupted: false };
  const { answer } = await interrupt(terminal, started, '', waiting, keysToEnd(typed));
  return { answer, interrupted: true, ...(!answer.prompt && { remark: 'does not end with the keys that end it' }) };
}

async function interrupt(terminal: Terminal, started: number, why: string, waiting: Waiting, keys = ctrlC): Promise<Done> {
  terminal.press(keys);
  const answer = await terminal.answer(started, waiting.afterCtrlC, waiting.signal);
  return { answer, interrupted: true, remark: answer.prompt ? `${why}: Ctrl-C` : `${why}, nor after Ctrl-C` };
}
