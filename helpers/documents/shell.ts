import { forEachChild, parse, type HereDoc, type Statement, type SyntaxNode } from 'unbash';

/** A complete command of a shell block: `text` can be given to bash as it stands. Lines count from 1 in the document. */
export type Command = {
  line: number;
  lastLine: number;
  text: string;
  /** Set when the command feeds a here-document: its lines as the command reads them, without the terminator. */
  heredoc?: { line: number; text: string } | undefined;
  /** What the document shows below the command, in a block that tells commands by their prompt. */
  output?: string;
  /** The prompt that the document shows before the command. */
  prompt?: string;
};

/** Lines of a source, from 0, that bash reads as one. */
type Span = { from: number; to: number; heredoc?: HereDoc | undefined };

const isBlankOrComment = (line: string): boolean => /^\s*(#.*)?$/.test(line);

/** Every node below `node`, and itself. */
export function* nodesOf(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  const children: SyntaxNode[] = [];
  forEachChild(node, (child) => children.push(child));
  for (const child of children) yield* nodesOf(child);
}

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split('\n').length - 1;

/** A here-document's body stands behind its statement. */
function spanOf(source: string, statement: Statement): Span {
  const heredocs = [...nodesOf(statement)].filter((node) => node.type === 'HereDoc');
  const ends = heredocs.map(({ closing, body }) => closing?.end ?? body.end - 1);
  return {
    from: lineOf(source, statement.pos),
    to: lineOf(source, Math.max(statement.end - 1, ...ends)),
    heredoc: heredocs[0],
  };
}

/** The spans of a source. What the parser makes nothing of, a loop without its end perhaps, is given to bash as it stands. */
function spansOf(lines: readonly string[], source: string): Span[] {
  const spans: Span[] = [];
  const add = (span: Span): void => {
    const before = spans.at(-1);
    if (!before || before.to < span.from) spans.push(span);
    else Object.assign(before, { to: Math.max(before.to, span.to), heredoc: before.heredoc ?? span.heredoc });
  };
  const addRest = (from: number, to: number): void => {
    const own = lines.slice(from, to);
    const first = own.findIndex((line) => !isBlankOrComment(line));
    if (first >= 0) add({ from: from + first, to: from + own.findLastIndex((line) => !isBlankOrComment(line)) });
  };
  for (const statement of parse(source).commands) {
    const span = spanOf(source, statement);
    addRest((spans.at(-1)?.to ?? -1) + 1, span.from);
    add(span);
  }
  addRest((spans.at(-1)?.to ?? -1) + 1, lines.length);
  return spans;
}

const withoutTabs = ({ operator, body }: HereDoc): string =>
  operator === '<<-' ? body.text.replaceAll(/^\t+/gm, '') : body.text;

/**
 * Splits a shell block into commands, as bash reads them: with continuation lines, open quotes, here-documents and loops.
 * Blank lines and comments are no commands. `firstLine` is the document line of `lines[0]`.
 */
export function splitCommands(lines: readonly string[], firstLine: number): Command[] {
  const source = lines.join('\n');
  return spansOf(lines, source).map(({ from, to, heredoc }) => ({
    line: firstLine + from,
    lastLine: firstLine + to,
    text: lines.slice(from, to + 1).join('\n'),
    ...(heredoc && { heredoc: { line: firstLine + lineOf(source, heredoc.body.pos), text: withoutTabs(heredoc) } }),
  }));
}

/** The command that starts at `line`: a whole loop, or one command of a loop's body. In quoted text, the command that it belongs to. */
export function commandStartingAt(commands: readonly Command[], line: number): Command | undefined {
  const outer = commands.find((command) => command.line <= line && line <= command.lastLine);
  if (outer === undefined || outer.line === line) return outer;
  const lines = outer.text.split('\n');
  const inner = parse(outer.text)
    .commands.flatMap((statement) => [...nodesOf(statement)].filter((node) => node.type === 'Statement'))
    .map((statement) => spanOf(outer.text, statement))
    .filter(({ from }) => from > 0);
  const own = inner.find(({ from }) => outer.line + from === line);
  if (own) return { line, lastLine: outer.line + own.to, text: lines.slice(own.from, own.to + 1).join('\n') };
  return inner.length === 0 || outer.heredoc ? outer : undefined;
}
