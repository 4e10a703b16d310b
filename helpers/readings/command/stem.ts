/** Programs that only choose, count or shape lines of what comes before them. */
const filters = /^\s*(grep|egrep|sed|awk|sort|uniq|cut|tr|wc|head|tail|jq)\b/;

/**
 * A pipeline without the filters at its end: what has to print something where the filters left nothing. Undefined where the command does
 * not end in a filter.
 */
export function stemOf(command: string): string | undefined {
  const pipes = pipesIn(command);
  let end = command.length;
  let cut: number | undefined;
  for (const at of pipes.toReversed()) {
    if (!filters.test(command.slice(at + 1, end))) break;
    cut = at;
    end = at;
  }
  return cut === undefined ? undefined : command.slice(0, cut).trim();
}

/** Positions of the pipes of the last list's pipeline: outside of quotes, substitutions, braces and parentheses. */
function pipesIn(command: string): number[] {
  let pipes: number[] = [];
  let depth = 0;
  let quote = '';
  for (let at = 0; at < command.length; at++) {
    const char = command[at] as string;
    if (quote) {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '\\') at++;
    else if (char === "'" || char === '"') quote = char;
    else if ('({'.includes(char)) depth++;
    else if (')}'.includes(char)) depth--;
    else if (depth > 0) continue;
    else if (char === '|' && command[at + 1] === '|') {
      pipes = [];
      at++;
    } else if (char === '|') pipes.push(at);
    else if (char === ';' || char === '\n' || (char === '&' && command[at + 1] === '&')) pipes = [];
  }
  return pipes;
}
