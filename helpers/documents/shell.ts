/** A complete command of a shell block: `text` can be given to bash as it stands. Lines count from 1 in the document. */
export type Command = {
  line: number;
  lastLine: number;
  text: string;
  /** Set when the command feeds a here-document: its lines without the terminator. */
  heredoc?: { line: number; text: string };
};

const heredocStart = /<<-?\s*(['"]?)(\w+)\1/;
const loopStart = /^\s*(for|while|until)\s/;
const loopEnd = /^\s*done\b/;
const isBlankOrComment = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** Index of the last line of the command that starts at `start`. */
const lastIndex = (lines: string[], start: number): number => {
  let end = start;
  while (lines[end]?.endsWith('\\') && end + 1 < lines.length) end += 1;
  const terminator = heredocStart.exec(lines[end] ?? '')?.[2];
  if (terminator !== undefined) {
    const at = lines.findIndex((line, index) => index > end && line.trim() === terminator);
    return at === -1 ? lines.length - 1 : at;
  }
  if (!loopStart.test(lines[start] ?? '')) return end;
  for (let index = start + 1; index < lines.length; index = lastIndex(lines, index) + 1) {
    if (loopEnd.test(lines[index] ?? '')) return index;
  }
  return end;
};

const heredocOf = (lines: string[], start: number, end: number, firstLine: number): Command['heredoc'] => {
  const opener = lines.findIndex((line, index) => index >= start && index < end && heredocStart.test(line));
  if (opener === -1) return undefined;
  return { line: firstLine + opener + 1, text: `${lines.slice(opener + 1, end).join('\n')}\n` };
};

/**
 * Splits a shell block into commands. Continuation lines, here-documents and loops belong to the line that starts them;
 * blank lines and comments are no commands. `firstLine` is the document line of `lines[0]`.
 */
export const splitCommands = (lines: string[], firstLine: number): Command[] => {
  const commands: Command[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    if (isBlankOrComment(lines[start] ?? '')) continue;
    const end = lastIndex(lines, start);
    commands.push({
      line: firstLine + start,
      lastLine: firstLine + end,
      text: lines.slice(start, end + 1).join('\n'),
      heredoc: heredocOf(lines, start, end, firstLine),
    });
    start = end;
  }
  return commands;
};

/** The command that starts at `line`: a whole loop, or one command of a loop's body. */
export const commandStartingAt = (commands: Command[], line: number): Command | undefined => {
  const outer = commands.find((command) => command.line <= line && line <= command.lastLine);
  if (outer === undefined || outer.line === line) return outer;
  if (outer.heredoc) return outer;
  const body = outer.text.split('\n').slice(1, -1);
  return body.length === 0 ? undefined : commandStartingAt(splitCommands(body, outer.line + 1), line);
};

/** Whether a fence's info string names a shell: its block is read as commands. */
export const isShell = (info: string): boolean => /^(bash|sh|shell|console)(\s|$)/.test(info.trim());
