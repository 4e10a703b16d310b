import { parseAllDocuments } from 'yaml';
import type { Block, MarkdownDocument, Passage } from '../../documents/document.ts';
import { splitCommands } from '../../documents/shell.ts';

/**
 * What a person decides at once: a sentence, or the lines of code that belong together, such as a command that is `shown` with what it
 * prints. `from` and `to` are its first and last passage, from 0; `text` is without the prompt of a command, and without what it prints.
 */
export interface Unit {
  kind: 'sentence' | 'command' | 'shown' | 'output' | 'manifest' | 'drawing' | 'comment' | 'markup' | 'code';
  from: number;
  to: number;
  text: string;
  quote: string;
}

type Part = Pick<Unit, 'kind'> & { first: number; last: number; text?: string };

/** Every unit of a document, in its order. Headings are none: no ledger has to say anything of them. */
export function unitsOf(document: MarkdownDocument): Unit[] {
  const { passages } = document;
  const units: Unit[] = [];
  for (let from = 0; from < passages.length; from += 1) {
    const passage = passages[from] as Passage;
    if (passage.kind === 'heading') continue;
    if (passage.kind === 'sentence')
      units.push(unitOf(shortcode.test(passage.text) ? 'code' : 'sentence', from, from, passage.text));
    else {
      const run = codeAt(document, from);
      const printed = announcesOutput(passages[from - 1]);
      for (const part of partsOf(run, printed)) units.push(...unitsOfPart(passages, part, run));
      from = passages.findLastIndex(({ first }) => first <= run.last);
    }
  }
  return units;
}

const unitOf = (kind: Unit['kind'], from: number, to: number, quote: string, text = quote): Unit => ({
  kind,
  from,
  to,
  quote,
  text,
});

type Code = Pick<Block, 'first' | 'last' | 'language' | 'commands'> & { lines: string[] };

/** The fenced block that a passage is in; outside of one, the lines of code that follow each other. */
function codeAt({ passages, blocks, lines }: MarkdownDocument, from: number): Code {
  const first = passages[from]?.first ?? 1;
  const block = blocks.find((one) => one.first <= first && first <= one.last);
  if (block) return { ...block, lines: block.text.split('\n').slice(0, -1) };
  let to = from;
  while (isCode(passages[to + 1]) && !blocks.some((one) => one.first === passages[to + 1]?.first)) to += 1;
  const last = passages[to]?.last ?? first;
  return { first, last, language: '', commands: [], lines: lines.slice(first - 1, last) };
}

const isCode = (passage: Passage | undefined): boolean => passage?.kind === 'code' || passage?.kind === 'command';

/** The prompt of a shell, here or in a pod, before what is typed. */
const prompt = /^\s*(?:\$|\/ #|[\w.-]+@[\w.-]+[^\s#$]*[#$])\s*/;
/** Code that the generator of a site draws, where it is read as prose. */
const shortcode = /^\{\{[<%]\s*(?:text|code|highlight)\b/;
const program =
  /^\s*(?:sudo )?(?:kubectl|istioctl|oc|curl|wget|helm|kind|minikube|docker|podman|git|export|echo|cat|for|while|cd|make)\b/;
const answer = /^\S+(?: "?\S+"?)? (?:created|configured|unchanged|deleted|patched|labell?ed|scaled|exposed|annotated)$/;
const edge = /-->|---|-\.->|==>|->>|--x|--\)/;

/** A prompt alone shows where a reader stands. */
const isTyped = (line: string): boolean => prompt.test(line) && line.replace(prompt, '').trim() !== '';

const announcesOutput = (passage: Passage | undefined): boolean =>
  passage !== undefined &&
  /(?:output|similar to|should (?:see|look)|looks? like|prints|returns|result)\b[^.]*:?\W*$/i.test(passage.text);

/** What the lines of a piece of code are. Only here is it known how commands and what they print are told apart. */
function partsOf({ first, last, language, commands, lines }: Code, printed: boolean): Part[] {
  const typed = lines.some((line) => isTyped(line));
  if (/^mermaid$/.test(language))
    return lines.map((line, index) => ({ kind: edge.test(line) ? 'drawing' : 'markup', ...only(first + index) }));
  if (commands.length > 0 || typed || (language === '' && !printed && lines.some((line) => program.test(line))))
    return shellParts(lines, first, typed, printed);
  if (printed) return [{ kind: 'output', first, last }];
  if (/^(?:ya?ml|json)$/.test(language) && manifestIn(lines.join('\n'))) return [{ kind: 'manifest', first, last }];
  if (lines.every((line) => /^\s*(?:<|-->|$)/.test(line))) return [{ kind: 'markup', first, last }];
  return [{ kind: 'code', first, last }];
}

const only = (line: number) => ({ first: line, last: line });

function shellParts(lines: string[], first: number, typed: boolean, printed: boolean): Part[] {
  const commands = splitCommands(lines, first);
  const parts: Part[] = [];
  for (let line = first; line < first + lines.length; line += 1) {
    const text = lines[line - first] ?? '';
    const command = commands.find((one) => one.line === line);
    if (command && (typed ? isTyped(text) : !printed && !answer.test(text.trim()))) {
      parts.push({ kind: 'command', first: line, last: command.lastLine, text: command.text.replace(prompt, '').trim() });
      line = command.lastLine;
    } else if (prompt.test(text) && !isTyped(text)) parts.push({ kind: 'markup', ...only(line) });
    else if (/^\s*#/.test(text)) parts.push({ kind: 'comment', ...only(line), text: text.replace(/^[\s#]+/, '') });
    else if (text.trim() !== '') printedAt(line, parts);
  }
  return parts;
}

function printedAt(line: number, parts: Part[]): void {
  const before = parts.at(-1);
  if (before?.kind === 'command') parts[parts.length - 1] = { ...before, kind: 'shown', last: line };
  else if (before?.kind === 'shown' || before?.kind === 'output') before.last = line;
  else parts.push({ kind: 'output', ...only(line) });
}

/** The first object of a manifest, as far as it can be named. */
export function manifestIn(text: string): { kind: string; name: string } | undefined {
  const [document] = parseAllDocuments(text);
  if (!document || !('get' in document) || document.errors.length > 0) return undefined;
  const [kind, name] = [document.get('kind'), document.getIn(['metadata', 'name'])];
  return typeof kind === 'string' ? { kind, name: typeof name === 'string' ? name : '' } : undefined;
}

function unitsOfPart(passages: readonly Passage[], { kind, first, last, text }: Part, { first: start, lines }: Code): Unit[] {
  const within = [...passages.entries()].filter(([, one]) => first <= one.first && one.last <= last).map(([index]) => index);
  const [from, to] = [within.at(0), within.at(-1)];
  if (from === undefined || to === undefined) return [];
  const quote = flush(lines.slice(first - start, last - start + 1));
  return [unitOf(kind, from, to, quote, text)];
}

/** Without the indentation that all lines have. */
function flush(lines: string[]): string {
  const written = lines.filter((line) => line.trim() !== '');
  const indent = Math.min(...written.map((line) => line.length - line.trimStart().length));
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join('\n')
    .trim();
}
