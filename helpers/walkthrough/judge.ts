import { saysDeprecated } from '../deprecation.ts';
import type { Corrections, Expected, Promised } from './corrections.ts';
import type { Finding, WalkedCommand, Walkthrough } from './schema.ts';
import { refusalsShown, withoutRefusals } from './refusals.ts';
import { endedAsMeant } from './step.ts';

const errorLine =
  /^(?:error: |Error: |Error from server|curl: \(\d+\)|.*: command not found|make: \*\*\*|.*could not resolve|Unable to connect).*/im;
/** Of kubectl, of its flags and commands, and of the API server through it. */
const toolsWarning = /^(?:Warning: |Flag |Command |W\d{4} .*warnings\.go).*/gim;
const warningIn = (text: string): string | undefined =>
  text.match(toolsWarning)?.find((line) => saysDeprecated.test(line) || /^Warning: .*(?:deprecated|removed)/i.test(line));

type Met = Omit<Finding, 'expected' | 'claims'>;

/** `accepted`: commands whose other status than 0 the text itself wants. */
export type Judgement = { findings: Finding[]; missing: string[]; accepted: Walkthrough['accepted'] };

/**
 * Compares what was met with what the text promises.
 *
 * @param commands everything typed, in order
 * @returns every line that differs, and the declared ones that did not
 */
export function judge(commands: readonly WalkedCommand[], corrections: Corrections, as: 'written' | 'corrected'): Judgement {
  const met = [
    ...commands.flatMap((command) => metBy(command, corrections, as)),
    ...brokenPromises(commands, corrections, as),
  ].sort((a, b) => a.line - b.line);
  const declared = corrections.written.filter((one) => one.as === as || one.as === 'both');
  const isOf = (expected: Expected, one: Met) =>
    expected.line === one.line &&
    expected.attempt === one.attempt &&
    expected.kind === one.kind &&
    meets(expected.meets, one.met);
  const findings = met.map((one) => {
    const expected = declared.find((entry) => isOf(entry, one));
    return { ...one, claims: expected?.claims ?? [], expected: expected !== undefined };
  });
  const missing = declared
    .filter((expected) => expected.sometimes === undefined && !met.some((one) => isOf(expected, one)))
    .map(({ line, attempt, kind, meets: what }) => `line ${line}, ${attempt}: ${kind}: ${what}`);
  return { findings, missing, accepted: commands.flatMap((command) => acceptedOf(command, corrections, as)) };
}

const acceptFor = ({ accepts }: Corrections, line: number, as: 'written' | 'corrected') =>
  accepts.find((one) => one.line === line && (one.as ?? as) === as);

/** Whether the command met every refusal that the document shows below it: then its exit status is the one that the text means. */
function isShown(command: WalkedCommand): boolean {
  const { shown, missing } = refusalsShown(command);
  return shown.length > 0 && missing.length === 0;
}

function acceptedOf(command: WalkedCommand, corrections: Corrections, as: 'written' | 'corrected'): Walkthrough['accepted'] {
  const { line, typed, exit } = command;
  const accepted = acceptFor(corrections, line, as);
  if (exit !== null && exit !== 0 && isShown(command))
    return [{ line, typed, exit, why: 'the document shows this refusal below the command' }];
  return accepted && exit === accepted.exit ? [{ line, typed, exit, why: accepted.why }] : [];
}

const meets = (wanted: string, met: string): boolean => met.includes(wanted);

/** At most one finding of each attempt: its status, or else an error in its output, or else a warning. */
function metBy(command: WalkedCommand, corrections: Corrections, as: 'written' | 'corrected'): Met[] {
  if (command.attempt === "the reader's own") return [];
  const { line, attempt, typed, exit, stages, output, interrupted, note } = command;
  const accepted = acceptFor(corrections, line, as);
  const { shown, missing } = refusalsShown(command);
  const text = withoutRefusals(accepted?.says ? output.replaceAll(new RegExp(accepted.says, 'gmu'), '') : output, shown);
  const error = errorLine.exec(text)?.[0];
  const finding = (kind: Met['kind'], met: string): Met[] => [{ line, attempt, kind, promised: typed, met: met.trim() }];
  const bad = [...stages, ...(exit === null ? [] : [exit])].filter((status) => status !== 0 && status !== accepted?.exit);
  if (!endedAsMeant(command)) return finding('fails', note ?? 'it did not return');
  if (missing.length > 0) return [{ line, attempt, kind: 'promise', promised: missing.join(', '), met: excerpt(output) }];
  if (bad.length > 0 && !interrupted && !isShown(command))
    return finding('fails', `exit status ${stages.join(', ')}: ${error ?? lastLine(output)}`);
  if (error) return finding('says', error);
  const warning = warningIn(text);
  return warning ? finding('warns', warning) : [];
}

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1)?.trim() || 'no output';

function brokenPromises(commands: readonly WalkedCommand[], { promises }: Corrections, as: 'written' | 'corrected'): Met[] {
  return promises
    .filter((promise) => promise.as === undefined || promise.as === as)
    .flatMap((promise) => {
      const shown = commands.filter(({ line, attempt }) => line === promise.command && attempt !== "the reader's own");
      const output = shown.map((one) => one.output).join('');
      const met = shown.length === 0 ? 'the command was not run' : broken(promise, output);
      return met === undefined
        ? []
        : [
            {
              line: promise.line,
              command: promise.command,
              attempt: 'as it stands' as const,
              kind: 'promise' as const,
              promised: promise.quote,
              met,
            },
          ];
    });
}

/** What the output shows instead; undefined when the promise is kept. */
function broken({ shows, lacks, count }: Promised, output: string): string | undefined {
  if (shows !== undefined && !new RegExp(shows, 'mu').test(output)) return excerpt(output);
  const unwanted = lacks === undefined ? undefined : new RegExp(lacks, 'mu').exec(output)?.[0];
  if (unwanted !== undefined) return unwanted.trim();
  if (count === undefined) return undefined;
  const matches = [...output.matchAll(new RegExp(count.of, 'gmu'))].map((match) => match[1] ?? match[0]);
  const number = (count.distinct ? new Set(matches) : { size: matches.length }).size;
  const kept = (count.is === undefined || number === count.is) && (count.least === undefined || number >= count.least);
  return kept ? undefined : `${number} ${count.what} instead of ${count.is ?? `at least ${count.least}`}`;
}

const excerpt = (output: string): string => {
  const text = (errorLine.exec(output)?.[0] ?? output)
    .trim()
    .replaceAll(/\s*\n\s*/g, ' / ')
    .replaceAll(/ {2,}/g, ' ');
  return text === '' ? 'no output' : text.length > 160 ? `${text.slice(0, 160)}…` : text;
};
