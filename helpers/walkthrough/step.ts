import type { Command } from '../documents/shell.ts';
import { opensShell, staysInFront } from './program.ts';

/** A value that the reader has to put in, such as `<pod-name>`: never inside quotes, where `<span>` is text. */
const placeholder = /<([a-z][a-z0-9-]*)>/g;
const quoted = /'[^']*'|"(?:[^"\\]|\\.)*"/g;

const leaving = /^\s*(?:exit|logout)(?:\s+\d+)?\s*$/;
const hostOnly = /^(?:!\s+)?(?:kubectl|istioctl|make|kind)\b/;

/**
 * One thing that the reader types.
 * `enter` opens a shell in a pod · `leave` ends it · `foreground` runs until Ctrl-C · `command` is everything else.
 */
export type Step = {
  /** First and last line in the document, from 1. */
  line: number;
  lastLine: number;
  text: string;
  kind: 'command' | 'enter' | 'leave' | 'foreground';
  /** Names that the reader has to fill in, in order of appearance. */
  placeholders: string[];
  /** The claims whose errata this text comes from. */
  claims: string[];
} & Pick<Command, 'output' | 'prompt'>;

/** Reads what kind of step a command is from its text. */
export function stepOf(text: string, place: Pick<Step, 'line' | 'lastLine' | 'output' | 'prompt'>, claims: string[] = []): Step {
  const kind = opensShell(text) ? 'enter' : leaving.test(text) ? 'leave' : staysInFront(text) ? 'foreground' : 'command';
  const names = [...text.replaceAll(quoted, '').matchAll(placeholder)].map(([, name]) => name ?? '');
  return { ...place, text, kind, placeholders: [...new Set(names)], claims };
}

/** Ctrl-C is the proper end of what stays in front. Anything else that needed it did not return. */
export function endedAsMeant({
  typed,
  exit,
  interrupted,
}: {
  typed: string;
  exit: number | null;
  interrupted: boolean;
}): boolean {
  return exit !== null && (!interrupted || staysInFront(typed));
}

/** Whether a command can work on the reader's own machine only, and not in a pod's shell. */
export function needsHost({ text }: Pick<Step, 'text'>): boolean {
  return hostOnly.test(text);
}

/** The text with each placeholder replaced. Throws for a name that has no value. */
export function fill(text: string, values: ReadonlyMap<string, string>): string {
  return text.replaceAll(placeholder, (whole, name: string) => {
    const value = values.get(name);
    if (value === undefined)
      throw new Error(`Nothing is known to fill in for ${whole}: name it under "placeholders" in fixtures/corrections.`);
    return value;
  });
}
