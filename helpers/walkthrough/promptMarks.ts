/**
 * Marks that our prompts send, invisible on a terminal (OSC 133, "semantic prompts"): `started` when a command begins to
 * run, `prompt` when the shell is ready again, with the exit status of the last command, those of its pipeline's stages
 * (bash only) and the shell's name.
 */
export type Mark = { kind: 'started' } | { kind: 'prompt'; exit: number; stages: number[]; shell: string };

// eslint-disable-next-line no-control-regex -- an escape sequence is what is looked for
const mark = /\u001b\]133;(?:(C)|D;(\d+);([\d ]*);shell=([\w.-]+))\u0007/;
const longestMark = 120;

/** Splits what a terminal sends into text and marks; a mark may arrive in parts. */
export class MarkReader {
  #rest = '';

  push(chunk: string): (string | Mark)[] {
    this.#rest += chunk;
    const pieces: (string | Mark)[] = [];
    for (let found = mark.exec(this.#rest); found; found = mark.exec(this.#rest)) {
      if (found.index > 0) pieces.push(this.#rest.slice(0, found.index));
      pieces.push(found[1] ? { kind: 'started' } : promptOf(found));
      this.#rest = this.#rest.slice(found.index + found[0].length);
    }
    const begun = this.#rest.lastIndexOf('\u001b');
    const whole = begun === -1 || !mayBecomeMark(this.#rest.slice(begun)) ? this.#rest.length : begun;
    if (whole > 0) pieces.push(this.#rest.slice(0, whole));
    this.#rest = this.#rest.slice(whole);
    return pieces;
  }
}

function mayBecomeMark(tail: string): boolean {
  const start = '\u001b]133;';
  return tail.length <= start.length ? start.startsWith(tail) : tail.startsWith(start) && tail.length < longestMark;
}

function promptOf([, , exit, stages, shell]: RegExpExecArray): Mark {
  const all = (stages ?? '').split(' ').filter(Boolean).map(Number);
  // a syntax error changes $? and leaves PIPESTATUS as it was
  const consistent = all.at(-1) === Number(exit);
  return { kind: 'prompt', exit: Number(exit), stages: consistent ? all : [Number(exit)], shell: shell ?? '' };
}

/** Start file of the reader's own bash: the marks come before the prompt, so that a text may change PS1. */
export const hostRc = String.raw`PS0='\e]133;C\a'
PROMPT_COMMAND='printf "\e]133;D;%s;%s;shell=host\a" "$?" "${'$'}{PIPESTATUS[*]}"'
PS1='$ '
unset HISTFILE
`;

/** The line that makes the prompt of another shell, whichever it is, carry the marks. It is typed once, and cut from the recording. */
export function podMarks(name: string): string {
  const bash = String.raw`PS0='\e]133;C\a' PS1='\[\e]133;D;$?;${'$'}{PIPESTATUS[*]};shell=${name}\a\]'"$PS1"`;
  const other = String.raw`PS1="$(printf '\033]133;D;')"'$?'"$(printf ';;shell=${name}\007')$PS1"`;
  return `if [ -n "$BASH_VERSION" ]; then ${bash}; else [ -z "$ZSH_VERSION" ] || setopt promptsubst; ${other}; fi`;
}
