import { createHash } from 'node:crypto';
import { excerpt } from '../../evidence/shortened.ts';
import { linesIn, type Lines } from '../lines.ts';
import { inWords, type Reading, type Sample } from '../reading.ts';
import { inWords as outcomeInWords } from './command.ts';
import type { CommandOutcome } from './outcome.ts';

/** Lines that a command prints. */
export function printedLines(command: Reading<CommandOutcome>, wanted: string | RegExp): Lines {
  return linesIn(printedText(command), wanted);
}

/** What kubectl says beside its answer: it is no reason of a failure. */
const remarks = /^(Found \d+ pods, using|Defaulted container|No resources found|Warning:).*$/gm;

/** What a command prints. One that failed with a message has printed nothing of use; a search that ends with 1 has found nothing. */
export function printedText(command: Reading<CommandOutcome>): Reading<string> {
  const outcomeOf = (stdout: string): CommandOutcome => ({ exit: stdout === '' ? 1 : 0, stdout, stderr: '' });
  const { says, witness, repeat } = command;
  return {
    says,
    witness,
    repeat,
    command: command.command,
    blanks: [''],
    prove: ({ value, like, shown }) => command.prove({ value: outcomeOf(value), like: like.map(outcomeOf), shown }),
    take: async () => {
      const { value, unread, ...rest } = await command.take();
      const failed =
        value.exit !== 0 && value.stderr.replaceAll(remarks, '').trim() !== ''
          ? `the command failed: ${outcomeInWords(value)}`
          : undefined;
      return { ...rest, value: value.stdout, unread: unread ?? failed };
    },
  };
}

/** A part of the JSON that a command prints. What a broken program prints is no JSON, so no value is blank. */
export function printedJson(command: Reading<CommandOutcome>, pick: (printed: any) => unknown): Reading<unknown> {
  const text = printedText(command);
  return {
    ...text,
    says: `${codeOf(pick)} of what ${text.says}`,
    blanks: [],
    prove: ({ shown }) => text.prove({ value: 'something', like: [], shown }),
    take: async (): Promise<Sample<unknown>> => {
      const { value: stdout, unread, ...rest } = await text.take();
      const { value, failed } = unread === undefined ? partOf(stdout, pick) : { value: null, failed: undefined };
      return { ...rest, value, says: briefly(value), unread: unread ?? failed };
    },
  };
}

/** A function of a spec in one line, by which two parts of the same object are told apart. */
export function codeOf(pick: (given: never) => unknown): string {
  return String(pick).replaceAll(/\s+/g, ' ');
}

/** As JSON has it: what is not there is null. */
export function plainly(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null)) as unknown;
}

/** A value in words that no other value has, however long it is. */
function briefly(value: unknown): string {
  const words = inWords(value);
  if (words.length <= 500) return words;
  return `${excerpt(words, 400)} … (sha256 ${createHash('sha256').update(words).digest('hex').slice(0, 12)})`;
}

function partOf(stdout: string, pick: (printed: any) => unknown): { value: unknown; failed?: string } {
  try {
    return { value: plainly(pick(JSON.parse(stdout))) };
  } catch (error) {
    const why = error instanceof SyntaxError ? 'the command printed no JSON' : 'the JSON does not have what is looked for';
    return { value: null, failed: `${why}: ${String(error)}` };
  }
}
