import { isLeft, type Found } from './found.ts';

interface Line {
  text: string;
  /** Where the line begins in the whole text. */
  at: number;
  /** Column of its first character, which may be the dash of a list. */
  begins: number;
  /** Column of its content. */
  column: number;
  key?: string;
  /** What stands after the key, and its column. */
  rest: string;
  restAt: number;
}

/**
 * Values of Kubernetes Secrets in YAML, wherever in the text YAML stands. It is read line by line, because other output may be around it,
 * where a parser of YAML would give up.
 */
export function secretsInYaml(text: string): Found[] {
  if (!/^[ \t-]*kind:[ \t]*["']?Secret\b/m.test(text)) return [];
  const lines = [...text.matchAll(/^[^\r\n]*\S[^\r\n]*/gm)].map(({ 0: line, index }) => lineOf(line, index));
  return lines.flatMap((line, index) =>
    line.key === 'kind' && /^(["']?)Secret\1$/.test(line.rest) ? valuesOf(mappingAround(lines, index), line.column) : [],
  );
}

function lineOf(text: string, at: number): Line {
  const [lead = ''] = /^[ \t]*(?:- +)*/.exec(text) ?? [];
  const begins = text.search(/[^ \t]/);
  const [before, key] = /^[ \t]*(?:- +)*([\w./-]+):(?:[ \t]+|$)/.exec(text) ?? [];
  const restAt = before?.length ?? text.length;
  return { text, at, begins, column: lead.length, ...(key !== undefined && { key }), rest: text.slice(restAt).trimEnd(), restAt };
}

/** The lines of the mapping that a key belongs to: to a line further left, a mark between documents, or a key that comes a second time. */
function mappingAround(lines: Line[], index: number): Line[] {
  const { key: own, column } = lines[index] as Line;
  const keys = new Set([own]);
  const belongs = (line: Line | undefined) => {
    if (!line || line.column < column || /^(?:---|\.\.\.)/.test(line.text)) return false;
    if (line.column > column || line.key === undefined) return true;
    if (keys.has(line.key)) return false;
    keys.add(line.key);
    return true;
  };
  let [first, last] = [index, index];
  // the line with the dash is the first one of a list's item
  while ((lines[first]?.begins ?? 0) >= column && belongs(lines[first - 1])) first--;
  while ((lines[last + 1]?.begins ?? 0) >= column && belongs(lines[last + 1])) last++;
  return lines.slice(first, last + 1);
}

/** Lines after the one at `index` that stand further right than `column`. */
function below(lines: Line[], index: number, column: number): Line[] {
  const end = lines.findIndex((line, at) => at > index && line.column <= column);
  return lines.slice(index + 1, end < 0 ? undefined : end);
}

function valuesOf(mapping: Line[], column: number): Found[] {
  return mapping.flatMap((line, index) => {
    if (line.column !== column || (line.key !== 'data' && line.key !== 'stringData')) return [];
    const values = below(mapping, index, column);
    return line.rest === '' || line.rest.startsWith('#') ? valuesBelow(values) : valueOn(line);
  });
}

/** Each value on its key's line, or on the lines below that stand further right. */
function valuesBelow(lines: Line[]): Found[] {
  const column = lines[0]?.column ?? 0;
  return lines.flatMap((line, index) => {
    if (line.column > column) return [];
    if (line.rest !== '' && !/^[|>]/.test(line.rest)) return valueOn(line);
    const value = below(lines, index, column);
    const [first, last] = [value[0], value.at(-1)];
    return first && last ? [{ from: first.at + first.begins, to: last.at + last.text.trimEnd().length, what: [what] }] : [];
  });
}

const what = 'value of a Secret';

function valueOn({ at, rest, restAt }: Line): Found[] {
  const from = at + restAt;
  return isLeft(rest) && !/^(?:null|~|\{\}|""|'')$/.test(rest) ? [{ from, to: from + rest.length, what: [what] }] : [];
}
