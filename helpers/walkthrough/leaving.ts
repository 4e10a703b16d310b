import { needsHost, type Step } from './step.ts';

/** A shell that a step has opened, in a pod perhaps, as far as the text shows where its reader stands. */
export interface OpenShell {
  /** The prompt before the command that opened it. */
  opened?: string | undefined;
  /** The prompt that the text last showed within it. */
  inside?: string | undefined;
  /** Another block has begun since the last step. */
  isElsewhere: boolean;
  /** The text between the blocks has its reader leave it. */
  isLeft: boolean;
}

/** Name and host of a prompt that has them: the folder behind may change. */
const placeless = (prompt: string): string => /^[\w.-]+@[\w.-]+/.exec(prompt.trim())?.[0] ?? prompt.trim();

/** Why a reader leaves a shell before this step, though the text has no command for it; undefined where the step belongs in there. */
export function whyLeft(step: Step, { opened, inside, isElsewhere, isLeft }: OpenShell): string | undefined {
  const { prompt, kind } = step;
  const shows = (other: string | undefined) =>
    prompt !== undefined && other !== undefined && placeless(prompt) === placeless(other);
  if (kind === 'leave' || (shows(inside) && !shows(opened))) return undefined;
  if (isLeft) return 'the text has its reader leave that shell';
  const isOutside = shows(opened) && inside !== undefined && !shows(inside);
  if (isOutside || (prompt?.trim() === '$' && needsHost(step))) return 'the text shows the prompt of another shell';
  if (prompt === undefined && inside !== undefined && isElsewhere)
    return 'the text shows that shell by its prompt, and this block has none';
  return undefined;
}

/** The shell as the text shows it after a step that was typed into it, or has opened it. */
export const afterStep = ({ prompt }: Pick<Step, 'prompt'>, shell: OpenShell | undefined): OpenShell => ({
  ...(shell ? { ...shell, inside: prompt ?? shell.inside } : { opened: prompt }),
  isElsewhere: false,
  isLeft: false,
});

const begin = String.raw`(?:^|[.!?:;,)]\s+|\b(?:then|now|and|please|finally)\s+)`;
/** "Exit the shell.", "Now leave the pod's shell:"; "leave the shell open" asks for the opposite. */
const leaving = new RegExp(
  String.raw`${begin}(?:exit|quit|close|end|leave|log\s?out\s+of|disconnect\s+from)\s+(?:from\s+|out\s+of\s+)?(?:[\w’'-]+\s+){0,3}?(?:shell|session|terminal|pod|container)\b(?!\s+(?:open|running|alone|up|as|in)\b)`,
  'im',
);
/** "Type exit", "enter \`exit\`", "Then press Ctrl-D". */
const typing = new RegExp(String.raw`${begin}(?:type|enter|run|press|use)\s+["*\x60“]*(?:exit|logout|ctrl\s?[-+ ]?\s?d)\b`, 'im');

/** Whether a text between two blocks has its reader leave a shell. */
export const tellsToLeave = (text: string): boolean => leaving.test(text) || typing.test(text);
