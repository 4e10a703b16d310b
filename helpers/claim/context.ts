import { MarkdownDocument } from '../documents/document.ts';
import { NotApplicable } from '../errors.ts';
import type { LoadedClaim } from '../ledger/loaded.ts';
import type { Lane } from '../lane/lane.ts';
import { localise } from '../lane/rewriteNamespace.ts';
import type { Workstation } from '../lane/workstation.ts';
import type { Actor } from './actor.ts';
import { HttpProbe } from '../readings/http/httpProbe.ts';
import { readerCommand, readerCount, type CommandOutcome } from '../readings/command/command.ts';
import { newPod } from '../readings/command/newPod.ts';
import type { HttpOutcome } from '../readings/http/refusal.ts';
import type { Reading } from '../readings/reading.ts';
import type { Beat } from './judge.ts';
import { HttpThat } from './httpExpectation.ts';
import { LaneHandle } from './laneHandle.ts';
import { noted } from './note.ts';
import type { ClaimRun } from './claimRun.ts';
import { CommandThat, ValueThat } from './valueExpectation.ts';

/** Says what a reading has to be: requests, commands and plain values each have their own words. */
export interface Say {
  (probe: HttpProbe): HttpThat;
  (command: Reading<CommandOutcome>): CommandThat;
  <T>(reading: Reading<T>): ValueThat<T>;
}

/** What a spec works with. */
export interface ClaimContext {
  lane: LaneHandle;
  /** An observation where the claim does not hold, or one that shows that instrument and target work; its failure makes the claim inconclusive. */
  control: {
    (name: string, probe: HttpProbe): HttpThat;
    (name: string, command: Reading<CommandOutcome>): CommandThat;
    <T>(name: string, reading: Reading<T>): ValueThat<T>;
  };
  /** What the claim says will be seen. */
  expect: Say;
  /** What the ledger's erratum says will be seen. */
  erratum: Say;
  /** Looks and records; for comparing worlds. Where nothing is there the claim is inconclusive: nothing equals nothing, and proves it. */
  note: <T>(reading: Reading<T>) => Promise<T>;
  /** The reader's workstation. */
  reader: {
    runs: (command: string, options?: { cwd?: string; limitMs?: number }) => Reading<CommandOutcome>;
    /** The one number that a command prints. */
    counts: (command: string) => Reading<number>;
    /** What a pod made now would consist of, in the lane's namespace unless another is named. */
    newPod: (namespace?: string) => Reading<CommandOutcome>;
  };
  /** The document itself, rewritten for the lane's namespace: the claim's own line unless another is given. */
  written: { command: (line?: number) => string; manifest: (line?: number) => string };
  /** Ends the claim as not-applicable, with the measured reason, where `have` is false. */
  needs: (have: boolean, reason: string) => void;
}

/** What a check of the lab works with: no document stands behind it. */
export type LabContext = Omit<ClaimContext, 'written'>;

export function contextOf(run: ClaimRun, lane: Lane, station: Workstation): LabContext {
  const say =
    (beat: Beat) =>
    (reading: Reading<unknown>, name = reading.says) => {
      if (reading instanceof HttpProbe) return new HttpThat(run, beat, name, reading);
      if (reading.witness === 'command') return new CommandThat(run, beat, name, reading as Reading<CommandOutcome>);
      return new ValueThat(run, beat, name, reading);
    };
  const control = say('control');
  return {
    lane: new LaneHandle(lane, run),
    control: ((name: string, reading: Reading<unknown>) => control(reading, name)) as ClaimContext['control'],
    expect: say('observation') as Say,
    erratum: say('erratum') as Say,
    note: (reading) => noted(run, reading),
    reader: {
      runs: (command, options) => readerCommand(station, command, options),
      counts: (command) => readerCount(station, command),
      newPod: (namespace) => newPod(station, namespace),
    },
    needs(have, reason) {
      if (!have) throw new NotApplicable(reason);
    },
  };
}

export function writtenOf(claim: LoadedClaim, document: MarkdownDocument, lane: Lane): ClaimContext['written'] {
  return {
    command: (line = claim.line) => localise(document.commandAt(line), lane.namespace),
    manifest: (line = claim.line) => localise(document.manifestIn(document.blockAt(line)).yaml, lane.namespace),
  };
}

export type { Actor, HttpOutcome };
