import { splitCommands, type Command } from './shell.ts';

/** `$ `, `me@host:~$ `, `[me@host ~]# `, `/ # `, `bash-5.2$ `; behind a name and host the space may be missing. */
const prompt = /^\s*((?:\$|(?:\[[^\]]+\]|[a-z]*sh-[\d.]+|~|\/[\w./-]*) ?[$#%])(?=\s|$)|[\w.-]+@[\w.-]+[\w.:~/-]* ?[$#%])\s*(.*)$/;
const rootPrompt = /^\s*(#)\s+(.*)$/;
const continuation = /^\s*> ?/;
const comment = /^\s*#/;

type Prompted = { index: number; prompt: string; text: string };

function prompted(lines: readonly string[], pattern: RegExp): Prompted[] {
  return lines.flatMap((line, index) => {
    const [, shown = '', text = ''] = pattern.exec(line) ?? [];
    return shown === '' ? [] : [{ index, prompt: shown, text }];
  });
}

/**
 * The commands of a block that tells them by their prompt, each with the output that stands below it; undefined for a block without prompts.
 *
 * @param isSession where a number sign alone is the prompt of root and no comment
 */
export function promptedCommands(lines: readonly string[], firstLine: number, isSession: boolean): Command[] | undefined {
  const plain = prompted(lines, prompt);
  const all = plain.length > 0 || !isSession ? plain : prompted(lines, rootPrompt);
  if (all.length === 0) return undefined;
  return all.flatMap(({ index, prompt: shown, text }, at) => {
    const rest = lines.slice(index + 1, all[at + 1]?.index);
    const quoted = rest.findIndex((line) => !continuation.test(line));
    const goesOn = quoted < 0 ? rest.length : quoted;
    const own = [text, ...rest.map((line, below) => (below < goesOn ? line.replace(continuation, '') : line))];
    const command = text === '' ? undefined : splitCommands(own, firstLine + index)[0];
    if (!command) return [];
    const below = own.slice(command.lastLine - command.line + 1).filter((line) => !comment.test(line));
    const output = below.join('\n').trim();
    return [{ ...command, prompt: shown, ...(output !== '' && { output }) }];
  });
}
