import type { Evidence } from '../../helpers/evidence/schema.ts';
import type { Finding, WalkedCommand, Walkthrough } from '../../helpers/walkthrough/schema.ts';
import type { Walk } from '../pack/load.ts';

/** A line of the document that behaves differently from its text, or a command that fails as the text expects. */
export interface Chapter {
  /** Unique in the page. */
  id: string;
  line: number;
  attempt: Finding['attempt'];
  /** What was typed there. Undefined for prose without a known command. */
  command: WalkedCommand | undefined;
  findings: Finding[];
  /** The text's own reason for a failing command. Undefined where the line behaves differently. */
  wanted: string | undefined;
  /** Ids of the claims that are declared with the line or quote the line. */
  claims: string[];
  /** Number among the chapters of the recording, from 0. Undefined without a command. */
  marker: number | undefined;
}

/** A walk-through as the page shows it. */
export interface ShownWalk extends Walk {
  /** Unique in the page: walk-1. */
  key: string;
  commands: WalkedCommand[];
  chapters: Chapter[];
}

type Draft = Omit<Chapter, 'id' | 'marker'>;

function claimsAt(evidence: Evidence, document: string, from: number, to: number): string[] {
  return evidence.claims
    .filter((claim) => claim.document === document && claim.line >= from && claim.line <= to)
    .map(({ id }) => id);
}

function differing(walk: Walkthrough, commands: readonly WalkedCommand[], evidence: Evidence): Draft[] {
  const known = new Set(evidence.claims.map(({ id }) => id));
  return [...Map.groupBy(walk.findings, ({ line, attempt }) => `${line} ${attempt}`).values()].map((findings) => {
    const [{ line, attempt, command: at = line }] = findings as [Finding];
    const command = commands.find((one) => one.line === at && one.attempt === attempt);
    const declared = findings.flatMap(({ claims }) => claims).filter((id) => known.has(id));
    const quoting = claimsAt(evidence, walk.document, line, command?.line === line ? command.lastLine : line);
    return { line, attempt, command, findings, wanted: undefined, claims: [...new Set([...declared, ...quoting])] };
  });
}

const failingAsWanted = (walk: Walkthrough, commands: readonly WalkedCommand[], evidence: Evidence): Draft[] =>
  walk.accepted.map(({ line, typed, why }) => {
    const command = commands.find((one) => one.line === line && one.typed === typed);
    const claims = claimsAt(evidence, walk.document, line, command?.lastLine ?? line);
    return { line, attempt: command?.attempt ?? 'as it stands', command, findings: [], wanted: why, claims };
  });

/** Adds the chapters in the order of the document. Their markers count in the order of the recording. */
export function showWalk(walk: Walk, index: number, evidence: Evidence): ShownWalk {
  const { told } = walk;
  const key = `walk-${index + 1}`;
  const commands = told.blocks.flatMap((block) => block.commands);
  const drafts = [...differing(told, commands, evidence), ...failingAsWanted(told, commands, evidence)].sort(
    (a, b) => a.line - b.line || (a.command?.at ?? 0) - (b.command?.at ?? 0),
  );
  const played = drafts.filter(({ command }) => command).sort((a, b) => (a.command?.at ?? 0) - (b.command?.at ?? 0));
  const chapters = drafts.map((draft, number) => ({
    ...draft,
    id: `${key}-${number + 1}`,
    marker: draft.command && played.indexOf(draft),
  }));
  return { ...walk, key, commands, chapters };
}

/** The player's chapters in the order of time: seconds into the recording, and a label. */
export function markersOf({ chapters }: ShownWalk): [number, string][] {
  return chapters
    .filter(({ command }) => command)
    .sort((a, b) => (a.marker ?? 0) - (b.marker ?? 0))
    .map(({ line, command }) => [command?.at ?? 0, `line ${line}: ${statusOf(command)}`]);
}

/** How a command ended, in words. */
export function statusOf(command: WalkedCommand | undefined): string {
  if (!command) return 'not run';
  const { interrupted, exit, stages } = command;
  if (interrupted) return 'Ctrl-C';
  return exit === null ? 'did not return' : `exit ${stages.length > 1 ? stages.join(', ') : exit}`;
}
