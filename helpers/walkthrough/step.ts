/** A value that the reader has to put in, such as `<pod-name>`: never inside quotes, where `<span>` is text. */
const placeholder = /<([a-z][a-z0-9-]*)>/g;
const quoted = /'[^']*'|"(?:[^"\\]|\\.)*"/g;

const podShell = /^kubectl\s+(?:run|exec|debug)\s.*(?:-it|-ti|-i\s+-t)\s.*--\s+(?:\/bin\/)?(bash|sh)\s*$/s;
const staysInFront =
  /^(?:tcpdump\b(?!.*\s-c\s)|kubectl\s+(?:[\w-]+\s+)*port-forward\b|kubectl\s+logs\s.*(?:-f|--follow)\b|istioctl\s+dashboard\b|kubectl\s+debug\s.*--\s+tcpdump\b)/s;
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
  /** For `enter`: the pod's shell. */
  shell?: 'bash' | 'sh';
  /** Names that the reader has to fill in, in order of appearance. */
  placeholders: string[];
  /** The claims whose errata this text comes from. */
  claims: string[];
};

/** Reads what kind of step a command is from its text. */
export function stepOf(text: string, lines: { line: number; lastLine: number }, claims: string[] = []): Step {
  const shell = podShell.exec(text)?.[1] as Step['shell'];
  const kind = shell ? 'enter' : /^exit\s*$/.test(text) ? 'leave' : staysInFront.test(text) ? 'foreground' : 'command';
  const names = [...text.replaceAll(quoted, '').matchAll(placeholder)].map(([, name]) => name ?? '');
  return { ...lines, text, kind, ...(shell && { shell }), placeholders: [...new Set(names)], claims };
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
  return exit !== null && (!interrupted || staysInFront.test(typed));
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
