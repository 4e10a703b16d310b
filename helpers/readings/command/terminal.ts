import { spawn, type IPty } from '@lydell/node-pty';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stripVTControlCharacters } from 'node:util';
import { outputLimit } from '../../bounded.ts';
import type { CommandOutcome } from './outcome.ts';

/** `pasted`: all lines at once, as a terminal hands them to a program that runs in it. `typed`: each where a shell waits for it. */
export type Manner = 'pasted' | 'typed';

export interface Session {
  lines: string;
  manner: Manner;
  /** Programs that this machine has for the session, by name: a line of shell each. */
  programs?: Record<string, string>;
  env: Record<string, string>;
  cwd: string;
  limitMs: number;
  signal?: AbortSignal;
}

const ownPrompt = 'workstation$ ';
const prompt = /[#$%>] $/;
/** kubectl: what runs there has shown its prompt, or whatever it has to say, before anybody was there to see it. */
const unseenPrompt = /try pressing enter\.\s*$/;
/** What tcpdump shows first, and what it shows of each segment: the first may have been printed before anybody was there. */
const runsOn = /listening on |: Flags \[/;
const ctrlC = '\u0003';
const enter = '\r';

/** The reader's bash in a terminal: what it shows, with status 124 where the time is over before the first shell waits again, and with the
 * shell's own where the lines close it. */
export async function inTerminal({
  lines,
  manner,
  programs = {},
  env: variables,
  cwd,
  limitMs,
  signal,
}: Session): Promise<CommandOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'meshproof-terminal-'));
  try {
    await writeFile(join(folder, 'rc'), `PS1='${ownPrompt}'; unset PROMPT_COMMAND HISTFILE\n`);
    for (const [name, line] of Object.entries(programs)) {
      await writeFile(join(folder, name), `#!/bin/sh\n${line}\n`);
      await chmod(join(folder, name), 0o755);
    }
    const pty = spawn('bash', ['--noprofile', '--rcfile', join(folder, 'rc'), '-i'], {
      name: variables.TERM,
      cols: 200,
      rows: 50,
      cwd,
      env: { ...variables, PATH: `${folder}${delimiter}${variables.PATH}` },
    });
    return await played(pty, manner === 'pasted' ? [lines] : lines.split('\n'), limitMs, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Gives each input to the shell that waits for it, then leaves by `exit` whatever shell was opened. */
async function played(pty: IPty, inputs: string[], limitMs: number, signal?: AbortSignal): Promise<CommandOutcome> {
  let raw = '';
  let answered = 0;
  let lastData = performance.now();
  let ended: number | undefined;
  let tooLong = false;
  pty.onData((data) => {
    if ((tooLong ||= raw.length + data.length > outputLimit)) return;
    raw += data;
    lastData = performance.now();
  });
  pty.onExit(({ exitCode }) => (ended = exitCode));
  const press = (keys: string) => {
    answered = raw.length;
    pty.write(keys);
  };
  const pasting = (text: string) => (wantsBrackets(raw) ? `\u001b[200~${text}\u001b[201~` : text);
  const outcome = (exit: number) => ({ exit, stdout: stripVTControlCharacters(raw).replaceAll('\r', ''), stderr: '' });
  try {
    for (
      const end = performance.now() + limitMs;
      performance.now() < end && ended === undefined && !tooLong && !signal?.aborted;
      await delay(50)
    ) {
      const quiet = performance.now() - lastData;
      const shown = stripVTControlCharacters(raw.slice(answered));
      const [next] = inputs;
      if (quiet < 300) continue;
      if (prompt.test(shown) && next !== undefined) {
        press(pasting(next.replaceAll('\n', '\r')) + enter);
        inputs.shift();
      } else if (shown.endsWith(ownPrompt)) return outcome(0);
      else if (prompt.test(shown)) press(`exit${enter}`);
      else if (quiet > 2000 && runsOn.test(shown)) press(ctrlC);
      else if (quiet > 3000 && unseenPrompt.test(shown)) press(enter);
      else if (quiet > 6000 && unseenPrompt.test(stripVTControlCharacters(raw).trimEnd())) press(ctrlC);
    }
    // where our own limit of time or of length ended it, it has no status of its own
    return outcome(ended ?? 124);
  } finally {
    if (ended === undefined) pty.kill('SIGHUP');
  }
}

/** A program asks its terminal to mark what is pasted (xterm's mode 2004), and takes that back while it runs another one. */
function wantsBrackets(raw: string): boolean {
  return raw.lastIndexOf('\u001b[?2004h') > raw.lastIndexOf('\u001b[?2004l');
}
