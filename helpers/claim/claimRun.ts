import { Inconclusive, messageOf } from '../errors.ts';
import type { Part } from '../../cluster/records/parts.ts';
import type { Event, Journal } from '../evidence/journal.ts';
import type { Assertion, Change, ClaimEvidence, Observation, Witness } from '../evidence/schema.ts';
import { type Corroboration, type Reading, type Sample } from '../readings/reading.ts';
import type { RawArtifact, RawObjectChange } from '../evidence/artifact.ts';
import { ChangeTimes } from './changeTimes.ts';
import { Showings } from './showings.ts';
import { plain, toJson } from './plain.ts';
import { leaveUnread, type Judged } from './ruling.ts';

/** Asks a destination that answered in this beat once more: whether it still does. */
export type Sighting = () => Promise<boolean>;

type Rehearsed = Extract<Event, { event: 'rehearsed' }>;

/** Everything that one claim saw, in order. Each event is journaled as it happens. */
export class ClaimRun {
  readonly id: string;
  readonly assertions: Judged[] = [];
  readonly observations: Observation[] = [];
  readonly changes: Change[] = [];
  /** What of the lab it used. */
  readonly used = new Set<Part>();
  readonly startedAt = new Date();
  private readonly journal: Pick<Journal, 'write' | 'keep'>;
  private readonly journaled = new Map<Judged, string>();
  showings = new Showings();
  changeTimes = new ChangeTimes();
  private readonly sightings = new Map<string, Sighting>();
  /** Statements that a spec has begun and that have not been judged yet. */
  private readonly open: Pick<Judged, 'beat' | 'name'>[] = [];
  /** Checks at the end of a beat: a denial must stay, and logs must have had time to show what they lack. */
  private deferred: (() => Promise<void>)[] = [];
  private readonly undos: (() => Promise<void>)[] = [];
  private ended: string | undefined;
  /** An expectation that turned decides: what comes after it can't change that. */
  readonly endsAtTurn: boolean;
  private readonly ending = new AbortController();
  world?: string;

  constructor(id: string, journal: Pick<Journal, 'write' | 'keep'>, { endsAtTurn = false } = {}) {
    this.id = id;
    this.endsAtTurn = endsAtTurn;
    this.journal = journal;
    journal.write({ event: 'claim-started', claim: id });
  }

  /** The run as it stands, to judge one more statement apart: nothing of it is kept. */
  fork(): ClaimRun {
    const keep = (one: RawArtifact) => ({ sha256: '0'.repeat(64), name: one.name, bytes: 0, mediaType: one.mediaType });
    const fork = new ClaimRun(this.id, { write: () => undefined, keep });
    fork.changeTimes = this.changeTimes.copy();
    fork.showings = this.showings.copy();
    for (const [destination, again] of this.sightings) fork.sightings.set(destination, again);
    fork.changes.push(...this.changes);
    return fork;
  }

  /**
   * True when the outcome may still come from the previous state: the previous claim's, or this claim's before its latest change.
   * `lost`: the outcome of the new state was seen before.
   */
  explains(reading: string, outcome: string, lost: boolean): boolean {
    if (this.assertions.length === 0) return this.changeTimes.clearsIn > 0;
    return this.changeTimes.showsBefore(reading, outcome) || (this.changeTimes.pending && !lost);
  }

  get witnesses(): Witness[] {
    const vouched = new Set(this.assertions.filter((one) => one.agrees).flatMap((one) => one.observations));
    return [...new Set(this.observations.filter((one) => vouched.has(one.id)).map((one) => one.witness))].sort();
  }

  get settledMs(): number {
    return Math.max(0, ...this.assertions.map((one) => one.settledMs));
  }

  /** Keeps the samples that decided, folded into one record, with their raw outputs. Returns the record's id. */
  record<T>(reading: Reading<T>, deciding: Sample<T>[], last: Sample<T> | undefined): string[] {
    const sample = deciding.at(-1) ?? last;
    if (!sample) return [];
    return [
      this.observed({
        at: sample.at.toISOString(),
        ms: sample.ms,
        witness: reading.witness,
        probe: { says: reading.says, from: reading.from, to: reading.to, command: reading.command },
        outcome: { says: sample.says, value: toJson(sample.value, sample.artifacts) },
        repeated: Math.max(1, deciding.length),
        artifacts: (sample.artifacts ?? []).map((one) => this.journal.keep(one)),
      }),
    ];
  }

  /** Records a second witness of the same event. A witness that disagrees makes the assertion disagree, a missing one leaves it unsettled. */
  corroborated<T>(
    assertion: Judged,
    reading: Reading<T>,
    { witness, says, agrees, missing, artifacts = [] }: Corroboration,
  ): void {
    const id = this.observed({
      at: new Date().toISOString(),
      ms: 0,
      witness,
      probe: { says: reading.says, from: reading.from, to: reading.to },
      outcome: { says },
      repeated: 1,
      artifacts: artifacts.map((one) => this.journal.keep(one)),
    });
    assertion.observations.push(id);
    if (agrees) return;
    assertion.agrees = false;
    if (missing) leaveUnread(assertion, says);
    else assertion.observed = says;
    this.journalAssertion(assertion);
  }

  /** At the claim's end: leaves unsettled what was never shown. */
  settleShowings(): void {
    for (const { assertion, reading } of this.showings.missing()) {
      const says = 'nothing showed in this claim that this reading brings anything at all';
      this.corroborated(assertion, reading, { witness: reading.witness, agrees: false, missing: true, says });
    }
  }

  /** Records what showed whether an assertion's instrument works. */
  vouched<T>(assertion: Judged, { says, witness, from, to }: Reading<T>, proof: string): void {
    const probe = { says: `the instrument of: ${says}`, from, to };
    const at = new Date().toISOString();
    assertion.observations.push(
      this.observed({ at, ms: 0, witness, probe, outcome: { says: proof }, repeated: 1, artifacts: [] }),
    );
  }

  /** A beat's assertions as evidence shows them. */
  told(beat: Judged['beat'], which: (one: Judged) => boolean = () => true): Assertion[] {
    return this.assertions.filter((one) => one.beat === beat && which(one)).map(plain);
  }

  /** A spec began a statement: a matcher has to follow. */
  opened(beat: Judged['beat'], name: string): void {
    this.open.push({ beat, name });
  }

  /** @throws {Inconclusive} where a statement has no matcher, or was not waited for: a control that looks at nothing counts as none */
  mustBeJudged(): void {
    const [rest] = this.open;
    if (rest) throw new Inconclusive(`The statement "${rest.name}" was never judged: write what it has to be, and await it.`);
  }

  asserted(assertion: Judged): void {
    this.assertions.push(assertion);
    const at = this.open.findIndex(({ beat, name }) => beat === assertion.beat && name === assertion.name);
    if (at >= 0) this.open.splice(at, 1);
    this.journalAssertion(assertion);
  }

  /** Writes an assertion that was made, and again when a later check has turned it: a killed run must not leave a word that did not stay. */
  private journalAssertion(assertion: Judged): void {
    const number = this.assertions.indexOf(assertion) + 1;
    const words = JSON.stringify(plain(assertion));
    if (number === 0 || this.journaled.get(assertion) === words) return;
    this.journaled.set(assertion, words);
    this.journal.write({ event: 'assertion', claim: this.id, number, assertion: plain(assertion) });
  }

  changed(says: string, artifacts: RawArtifact[] = [], objects: RawObjectChange[] = []): void {
    const keep = (one: RawArtifact) => this.journal.keep(one);
    const change: Change = {
      at: new Date().toISOString(),
      says,
      artifacts: artifacts.map(keep),
      objects: objects.map(({ object, before, after }) => ({
        object,
        ...(before && { before: keep(before) }),
        ...(after && { after: keep(after) }),
      })),
    };
    this.changes.push(change);
    this.changeTimes.changed();
    this.sightings.clear();
    this.journal.write({ event: 'change', claim: this.id, change });
  }

  /** The destination answered a request of this beat, and the search of its logs found that request. `again` asks it once more. */
  sighted(destination: string, again: Sighting): void {
    this.sightings.set(destination, again);
  }

  /** How to ask a destination again that answered in this beat. */
  sightingOf(destination: string): Sighting | undefined {
    return this.sightings.get(destination);
  }

  /** How to ask each destination again that answered in this beat. */
  get sightingsOfBeat(): Sighting[] {
    return [...this.sightings.values()];
  }

  later(check: () => Promise<void>): void {
    this.deferred.push(check);
  }

  /** Ends the claim. Each later step of its body throws and its commands are ended, so that it cannot disturb the next claim's lane. */
  end(reason: string): void {
    this.ended ??= reason;
    this.ending.abort();
  }

  /** Aborted when the claim ends. */
  get signal(): AbortSignal {
    return this.ending.signal;
  }

  /** Throws when the claim was ended. */
  stillOpen(): void {
    if (this.ended) throw new Inconclusive(this.ended);
  }

  /** A change outside of the lane is to be put back when the claim has ended. */
  atEnd(undo: () => Promise<void>): void {
    this.undos.unshift(undo);
  }

  /** Puts back what the claim changed outside of its lane, the last change first. A failure is recorded and hides no result. */
  async undo(): Promise<void> {
    for (const undo of this.undos.splice(0))
      await undo().catch((error: unknown) =>
        this.journal.write({ event: 'cleanup-failed', what: `claim ${this.id}: ${messageOf(error)}` }),
      );
  }

  /** Ends a beat: runs the deferred checks side by side, before the world changes. */
  async endBeat(): Promise<void> {
    this.stillOpen();
    const checks = this.deferred;
    this.deferred = [];
    try {
      await Promise.all(checks.map((check) => check()));
    } finally {
      for (const assertion of this.assertions) this.journalAssertion(assertion);
    }
    const turned = this.assertions.find((one) => one.beat === 'control' && !one.agrees);
    if (turned) throw new Inconclusive(`control "${turned.name}"`);
  }

  /** Records what the claim would have said with broken instruments. */
  rehearsed(rehearsed: Pick<Rehearsed, 'expected' | 'verdicts' | 'statements'>): void {
    this.journal.write({ event: 'rehearsed', claim: this.id, ...rehearsed });
  }

  finished(evidence: ClaimEvidence): void {
    this.journal.write({ event: 'claim-finished', claim: this.id, evidence });
  }

  private observed(observation: Omit<Observation, 'id'>): string {
    const complete = { ...observation, id: `${this.id}/${this.observations.length + 1}` };
    this.observations.push(complete);
    this.journal.write({ event: 'observation', claim: this.id, observation: complete });
    return complete.id;
  }
}
