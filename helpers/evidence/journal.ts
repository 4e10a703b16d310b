import { createHash, randomUUID } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  fsync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../failure.ts';
import type { Need } from '../needs.ts';
import type { Expectation, Verdict } from '../verdict.ts';
import type { RawArtifact } from './artifact.ts';
import type { Basis } from './basis.ts';
import { redact, type Redactions } from './redact.ts';
import type { Artifact, Assertion, Change, ClaimEvidence, Environment, LabCheck, Observation } from './schema.ts';

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
    }
  | { event: 'run-resumed'; at: string }
  | { event: 'environment'; at: string; environment: Environment }
  | { event: 'claim-started'; at: string; claim: string }
  | { event: 'observation'; at: string; claim: string; observation: Observation }
  | { event: 'assertion'; at: string; claim: string; assertion: Assertion }
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
        outcome: 'unread' | 'agreed' | 'disagreed';
        says: string;
      }[];
    }
  | { event: 'lab-checked'; at: string; check: LabCheck }
  | { event: 'lab-not-applicable'; at: string; says: string; lacks: Need; reason: string }
  | { event: 'redacted'; at: string; what: string; count: number }
  | { event: 'cleanup-failed'; at: string; what: string }
  | { event: 'run-finished'; at: string };

type WithoutTime<E> = E extends Event ? Omit<E, 'at'> : never;

/**
 * Appends to a pack's journal and keeps its raw outputs. Each line is written before the next step, so a killed process loses
 * nothing. fsync follows in the background; for a verdict it is awaited.
 */
export class Journal {
  private readonly pack: string;
  private readonly file: number;
  private syncing = false;
  private unsynced = false;

  constructor(pack: string) {
    this.pack = pack;
    mkdirSync(join(pack, 'raw'), { recursive: true });
    // several workers append to one file: O_APPEND keeps each line whole
    this.file = openSync(join(pack, 'journal.jsonl'), 'a');
  }

  write(event: WithoutTime<Event>): void {
    const removed: Redactions = new Map();
    const line = redact(JSON.stringify({ ...event, at: new Date().toISOString() }), removed);
    writeSync(this.file, `${line}\n`);
    if (event.event === 'claim-finished') fsyncSync(this.file);
    else this.syncBehind();
    this.noteRedactions(removed);
  }

  /** Keeps an output under its hash. Text loses its secrets first; captures hold only the lab's own traffic. */
  keep({ name, content, mediaType, removed: already }: RawArtifact): Artifact {
    const removed: Redactions = new Map(already);
    const bytes = typeof content === 'string' ? Buffer.from(redact(content, removed)) : content;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = join(this.pack, 'raw', sha256);
    if (!existsSync(path)) {
      const temporary = `${path}.${randomUUID()}`;
      writeFileSync(temporary, bytes);
      renameSync(temporary, path);
    }
    this.noteRedactions(removed);
    return { sha256, name, bytes: bytes.length, mediaType };
  }

  close(): void {
    fsyncSync(this.file);
    this.unsynced = false;
    closeSync(this.file);
  }

  /** One fsync at a time; what is written meanwhile shares the next one. A disk's error shows at the next verdict. */
  private syncBehind(): void {
    this.unsynced = true;
    if (this.syncing) return;
    this.syncing = true;
    this.unsynced = false;
    fsync(this.file, () => {
      this.syncing = false;
      if (this.unsynced) this.syncBehind();
    });
  }

  private noteRedactions(removed: Redactions): void {
    for (const [what, count] of removed) this.write({ event: 'redacted', what, count });
  }
}

/** The events of a journal. A line that a crash cut short is dropped. */
export function readJournal(pack: string): Event[] {
  return readFileSync(join(pack, 'journal.jsonl'), 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as Event] : [];
      } catch {
        return [];
      }
    });
}

/** Ends a cut last line, so that what a resumed run appends stands on lines of its own, and drops raw outputs that no event names. */
export function mendJournal(pack: string): void {
  const path = join(pack, 'journal.jsonl');
  const text = readFileSync(path, 'utf8');
  if (!text.endsWith('\n')) appendFileSync(path, '\n');
  for (const name of readdirSync(join(pack, 'raw'))) if (!text.includes(name)) rmSync(join(pack, 'raw', name));
}
