import { createHash } from 'node:crypto';
import { appendFileSync, closeSync, fsync, fsyncSync, mkdirSync, openSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { requirePlain } from '../../cluster/host/regularFile.ts';
import { InfrastructureError } from '../errors.ts';
import type { Failure } from '../failure.ts';
import type { Need } from '../needs.ts';
import type { Expectation, Verdict } from '../verdict.ts';
import type { RawArtifact } from './artifact.ts';
import type { Basis } from './basis.ts';
import { appendLine, diskError, onDisk, syncFolder, writeWhole } from './disk.ts';
import { journalText } from './packFiles.ts';
import { overwrite, redact, type Redactions } from './redact.ts';
import { redactEach } from './redactEach.ts';
import type { Artifact, Assertion, Change, ClaimEvidence, Environment, LabCheck, Observation, RunPart } from './schema.ts';

/** One part of a run that several machines make, each with a cluster of its own. */
export interface Shard {
  /** From 1 to `of`. */
  part: number;
  of: number;
  /** What the whole run was selected by. */
  whole: string;
}

/** One line of `journal.jsonl`. What a claim came to is its last `claim-finished`. */
export type Event =
  | {
      event: 'run-started';
      at: string;
      runId: string;
      selection: string;
      selected: string[];
      /** Of the selected claims those that a spec proves, here or by `sameAs`: each has to end with a verdict. */
      toMeasure: string[];
      /** Checks of the lab that have to be made. */
      labChecks: number;
      strict: boolean;
      basis: Basis;
      /** Undefined: this is the whole run. */
      shard?: Shard;
    }
  | { event: 'merged'; at: string; parts: RunPart[] }
  | { event: 'run-resumed'; at: string }
  | { event: 'environment'; at: string; environment: Environment }
  | { event: 'claim-started'; at: string; claim: string }
  | { event: 'observation'; at: string; claim: string; observation: Observation }
  /** Of several with one number the last one counts: a later check turned it. */
  | { event: 'assertion'; at: string; claim: string; number: number; assertion: Assertion }
  | { event: 'change'; at: string; claim: string; change: Change }
  | { event: 'claim-finished'; at: string; claim: string; evidence: ClaimEvidence }
  | {
      event: 'rehearsed';
      at: string;
      claim: string;
      expected: Expectation;
      /** By failure: the verdict with all instruments broken in this way. */
      verdicts: Partial<Record<Failure, Verdict>>;
      statements: {
        statement: string;
        witness: string;
        failure: Failure;
        outcome: 'unread' | 'agreed' | 'disagreed' | 'same';
        says: string;
      }[];
    }
  | { event: 'lab-checked'; at: string; check: LabCheck }
  | { event: 'lab-not-applicable'; at: string; says: string; lacks: Need; reason: string }
  | { event: 'redacted'; at: string; what: string; count: number }
  | { event: 'cleanup-failed'; at: string; what: string }
  /** The line before was cut: whoever wrote it was killed, or the disk was full. */
  | { event: 'line-cut'; at: string }
  | { event: 'run-finished'; at: string };

type WithoutTime<E> = E extends Event ? Omit<E, 'at'> : never;

/**
 * Appends to a pack's journal and keeps its raw outputs. Each line is written before the next step, so a killed process loses
 * nothing. fsync follows in the background; for a verdict it is awaited.
 */
export class Journal {
  private readonly folder: string;
  private readonly path: string;
  private readonly file: number;
  private syncing = false;
  private unsynced = false;
  private unsyncedNames = false;
  private failure: InfrastructureError | undefined;

  constructor(pack: string) {
    this.folder = join(pack, 'raw');
    this.path = join(pack, 'journal.jsonl');
    mkdirSync(this.folder, { recursive: true });
    // several workers append to one file: O_APPEND keeps each line whole
    this.file = openSync(this.path, 'a');
  }

  /** @throws {InfrastructureError} where the disk did not take this event or an earlier one: from then on the journal has a gap */
  write(event: WithoutTime<Event>): void {
    const removed: Redactions = new Map();
    const line = JSON.stringify({ ...redactEach(event, removed), at: now() });
    this.unlessFailed(() => appendLine(this.file, this.path, line, cutLine()));
    if (event.event === 'claim-finished') this.sync();
    else this.syncBehind();
    this.noteRedactions(removed);
  }

  /** Keeps an output under its hash, without its secrets. */
  keep({ name, content, mediaType, removed: already, asItIs = false }: RawArtifact): Artifact {
    const removed: Redactions = new Map(already);
    const bytes =
      typeof content === 'string' ? Buffer.from(redact(content, removed)) : asItIs ? content : overwrite(content, removed);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    writeWhole(join(this.folder, sha256), bytes);
    this.unsyncedNames = true;
    this.noteRedactions(removed);
    return { sha256, name, bytes: bytes.length, mediaType };
  }

  close(): void {
    try {
      this.sync();
    } finally {
      closeSync(this.file);
    }
  }

  /** What an event names is on the disk before the event is. */
  private sync(): void {
    this.unlessFailed(() => {
      if (this.unsyncedNames) syncFolder(this.folder);
      this.unsyncedNames = false;
      onDisk(this.path, () => fsyncSync(this.file));
      this.unsynced = false;
    });
  }

  /** One fsync at a time; what is written meanwhile shares the next one. The kernel tells an error once, so it is kept for the next event. */
  private syncBehind(): void {
    this.unsynced = true;
    if (this.syncing) return;
    this.syncing = true;
    this.unsynced = false;
    fsync(this.file, (error) => {
      this.syncing = false;
      if (error) this.failure ??= diskError(this.path, error);
      else if (this.unsynced) this.syncBehind();
    });
  }

  private unlessFailed(work: () => void): void {
    if (this.failure) throw this.failure;
    try {
      work();
    } catch (error) {
      this.failure = error as InfrastructureError;
      throw error;
    }
  }

  private noteRedactions(removed: Redactions): void {
    for (const [what, count] of removed) this.write({ event: 'redacted', what, count });
  }
}

const now = () => new Date().toISOString();
const cutLine = () => JSON.stringify({ event: 'line-cut', at: now() } satisfies Event);

/**
 * The events of a journal. A last line that a crash cut short is left out, and so is one that was marked as cut when writing went on.
 *
 * @throws {InfrastructureError} for any other line that is no event: something that the run saw is lost
 */
export function readJournal(pack: string): Event[] {
  const path = join(pack, 'journal.jsonl');
  const lines = journalText(pack)
    .split('\n')
    .flatMap((text, index) => (text === '' ? [] : [{ text, number: index + 1, event: eventIn(text) }]));
  return lines.flatMap(({ text, number, event }, index) => {
    if (event) return [event];
    const next = lines[index + 1];
    // a journal of an older suite has no mark where a run was resumed
    if (!next || next.event?.event === 'line-cut' || next.event?.event === 'run-resumed') return [];
    throw new InfrastructureError(
      `${path}:${number} is no event of a journal: ${text.length > 100 ? `${text.slice(0, 100)}…` : text}`,
      { remedy: 'Something that the run saw is lost, so no evidence is made of it. Run again without RESUME.' },
    );
  });
}

function eventIn(line: string): Event | undefined {
  try {
    const value = JSON.parse(line) as Event | null;
    return typeof value?.event === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Ends and marks a last line that was cut, so that what is appended stands on lines of its own. Nobody else may be writing. */
export function endCutLine(pack: string): void {
  const path = join(pack, 'journal.jsonl');
  const text = journalText(pack);
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, `\n${cutLine()}\n`);
}

/**
 * Mends a pack whose writer did not come to its end, so that the next one can go on: ends a cut line, which what is appended would be lost
 * with, and drops raw outputs, whole or half written, that no event names. Nobody else may be writing.
 */
export function mendJournal(pack: string): void {
  // a link in it would have a file of somebody else's removed or written
  requirePlain(pack);
  endCutLine(pack);
  const text = journalText(pack);
  for (const name of readdirSync(join(pack, 'raw'))) if (!text.includes(name)) rmSync(join(pack, 'raw', name));
}
