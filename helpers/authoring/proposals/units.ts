import { yamlDocuments } from '../../../cluster/host/yaml.ts';
import { isBarePrompt } from '../../documents/prompts.ts';
import type { Block, Command, MarkdownDocument, Passage } from '../../documents/document.ts';

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
  /** Of code, why it is not read as commands. */
  unread?: string;
}

type Part = Pick<Unit, 'kind'> & { first: number; last: number; text?: string; unread?: string };

/** Every unit of a document, in its order. Headings are none: no ledger has to say anything of them. */
export function unitsOf(document: MarkdownDocument): Unit[] {
  const { passages, blocks } = document;
  const units: Unit[] = [];
  for (let from = 0; from < passages.length; from += 1) {
    const { kind, first, text } = passages[from] as Passage;
    if (kind === 'heading') continue;
    const block = blocks.find((one) => one.first <= first && first <= one.last);
    if (kind === 'sentence') units.push({ kind: 'sentence', from, to: from, quote: text, text });
    // code in no block is HTML that lays out the page
    else if (!block) units.push({ kind: 'markup', from, to: from, quote: text, text });
    else {
      for (const part of partsOf(block)) units.push(...unitsOfPart(passages, part, block));
      from = passages.findLastIndex((one) => one.first <= block.last);
    }
  }
  return units;
}

const linesOf = ({ text }: Block): string[] => text.split('\n').slice(0, -1);

const edge = /-->|---|-\.->|==>|->>|--x|--\)/;

function partsOf(block: Block): Part[] {
  const { first, last, language, text, commands, unread, isOutput } = block;
  const whole = { first, last };
  if (commands.length > 0) return shellParts(block);
  if (language === 'mermaid')
    return linesOf(block).map((line, index) => ({ kind: edge.test(line) ? 'drawing' : 'markup', ...only(first + index) }));
  if (isOutput) return [{ kind: 'output', ...whole }];
  if (manifestIn(text)) return [{ kind: 'manifest', ...whole }];
  return [{ kind: 'code', ...whole, ...(unread !== undefined && { unread }) }];
}

const only = (line: number) => ({ first: line, last: line });

/** Commands with the lines that are printed below them, and what stands between. */
function shellParts(block: Block): Part[] {
  const parts: Part[] = [];
  for (const [index, line] of linesOf(block).entries()) {
    const at = block.first + index;
    const before = parts.at(-1);
    if (before && at <= before.last) continue;
    const command = block.commands.find((one) => one.line === at);
    if (command) parts.push(partOf(command));
    else if (isBarePrompt(line)) parts.push({ kind: 'markup', ...only(at) });
    else if (/^\s*#/.test(line)) parts.push({ kind: 'comment', ...only(at), text: line.replace(/^[\s#]+/, '') });
    else if (line.trim() !== '') printedAt(at, parts);
  }
  return parts;
}

const partOf = ({ line, lastLine, text }: Command): Part => ({ kind: 'command', first: line, last: lastLine, text: text.trim() });

function printedAt(line: number, parts: Part[]): void {
  const before = parts.at(-1);
  if (before?.kind === 'command') parts[parts.length - 1] = { ...before, kind: 'shown', last: line };
  else if (before?.kind === 'shown' || before?.kind === 'output') before.last = line;
  else parts.push({ kind: 'output', ...only(line) });
}

/** The first object of a manifest, as far as it can be named. */
export function manifestIn(text: string): { kind: string; name: string } | undefined {
  const [document] = yamlDocuments(text, 'a manifest of the document');
  if (!document || document.errors.length > 0) return undefined;
  const [kind, name] = [document.get('kind'), document.getIn(['metadata', 'name'])];
  return typeof kind === 'string' ? { kind, name: typeof name === 'string' ? name : '' } : undefined;
}

function unitsOfPart(passages: readonly Passage[], { kind, first, last, text, unread }: Part, block: Block): Unit[] {
  const within = [...passages.entries()].filter(([, one]) => first <= one.first && one.last <= last).map(([index]) => index);
  const [from, to] = [within.at(0), within.at(-1)];
  if (from === undefined || to === undefined) return [];
  const quote = flush(linesOf(block).slice(first - block.first, last - block.first + 1));
  return [{ kind, from, to, quote, text: text ?? quote, ...(unread !== undefined && { unread }) }];
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
