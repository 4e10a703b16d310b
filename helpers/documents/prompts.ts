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

/** A prompt behind which nothing is typed: it shows where a reader stands. */
export const isBarePrompt = (line: string): boolean => prompt.exec(line)?.[2] === '';

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
    return [{ ...command, prompt: shown, ...outputOf(below) }];
  });
}

/** kubectl's answer to a change: `pod/web created`, `service "web" deleted`. */
const answer = /^\S+(?: "\S+")? (?:created|configured|unchanged|deleted|patched|labell?ed|scaled|exposed|annotated)$/;

/** Commands of a script; the tool's answer that stands below one is what it prints, and nothing to type. */
export function scriptCommands(lines: readonly string[], firstLine: number): Command[] {
  const commands: Command[] = [];
  for (const command of splitCommands(lines, firstLine)) {
    const before = commands.at(-1);
    if (before && answer.test(command.text.trim())) before.output = [before.output ?? [], command.text.trim()].flat().join('\n');
    else commands.push(command);
  }
  return commands;
}

function outputOf(below: readonly string[]): Pick<Command, 'output'> {
  const output = below
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
  return output === '' ? {} : { output };
}
