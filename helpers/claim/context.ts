import { NotApplicable } from '../errors.ts';
import type { Need } from '../needs.ts';
import type { Lane } from '../lane/lane.ts';
import type { Workload } from '../lane/workload.ts';
import type { Workstation } from '../lane/workstation.ts';
import type { Actor } from './actor.ts';
import { graphAt } from '../readings/graph/graphAt.ts';
import { HttpProbe } from '../readings/http/httpProbe.ts';
import { readerCommand, readerCount, type CommandOptions, type CommandOutcome } from '../readings/command/command.ts';
import { printedJson, printedLines } from '../readings/command/printed.ts';
import { newPod } from '../readings/command/newPod.ts';
import { elsewhere } from '../readings/command/elsewhere.ts';
import { readersTerminal } from '../readings/command/readersTerminal.ts';
import type { HttpOutcome } from '../readings/http/refusal.ts';
import { issuedBy } from '../readings/issuer.ts';
import type { Lines } from '../readings/lines.ts';
import type { Reading } from '../readings/reading.ts';
import type { Beat } from './judge.ts';
import { HttpExpectation } from './httpExpectation.ts';
import { LaneHandle } from './laneHandle.ts';
import { noted } from './note.ts';
import { rehearsed, type Rehearsals } from './rehearsal.ts';
import type { ClaimRun } from './claimRun.ts';
import { CommandExpectation, ValueExpectation } from './valueExpectation.ts';

/** States what a reading must be. Requests, commands and plain values have words of their own. */
export interface Expect {
  (probe: HttpProbe): HttpExpectation;
  (command: Reading<CommandOutcome>): CommandExpectation;
  <T>(reading: Reading<T>): ValueExpectation<T>;
}

/** What a spec works with. */
export interface ClaimContext {
  lane: LaneHandle;
  /** An observation that could have failed: in the world where the claim does not hold, or of the instrument itself. When it fails, the claim is inconclusive. */
  control: {
    (name: string, probe: HttpProbe): HttpExpectation;
    (name: string, command: Reading<CommandOutcome>): CommandExpectation;
    <T>(name: string, reading: Reading<T>): ValueExpectation<T>;
  };
  /** What the claim says will be seen. */
  expect: Expect;
  /** What the ledger's erratum says will be seen. */
  erratum: Expect;
  /** Records a value for a later comparison. An empty value makes the claim inconclusive: two empty values would count as equal. */
  note: <T>(reading: Reading<T>) => Promise<T>;
  /** The reader's workstation. */
  reader: {
    runs: (command: string, options?: CommandOptions) => Reading<CommandOutcome>;
    /** The one number that a command prints. */
    counts: (command: string) => Reading<number>;
    /** Lines that a command prints, or several in turn, or one that was run already, which hold a text or match a pattern; of a pattern with groups, what these hold. */
    lines: (commands: string | string[] | Reading<CommandOutcome>, wanted: string | RegExp, options?: CommandOptions) => Lines;
    /** A part of the JSON that a command prints; what is not there is null. */
    json: (command: string, pick: (printed: any) => unknown, options?: CommandOptions) => Reading<unknown>;
    /** Whether the authority in a ConfigMap has issued the certificate of a workload's proxy. */
    issuedBy: (of: Workload, configMap: string) => Reading<boolean>;
    /** The containers that a new pod would get, in the lane's namespace unless another one is named. */
    newPod: (namespace?: string) => Reading<CommandOutcome>;
    /** What a terminal shows into which the lines are pasted all at once; `programs` are the workstation's, a line of shell each. */
    pastes: (lines: string, programs?: Record<string, string>) => Reading<CommandOutcome>;
    /** The same, where each line is typed when a shell waits for it. */
    types: (lines: string, programs?: Record<string, string>) => Reading<CommandOutcome>;
    /** What Kiali's page at an address draws of the lane's namespace, in a browser: the label of each node, and `<source> → <target>` for each edge. */
    graphAt: (address: string) => Reading<CommandOutcome>;
    /** Commands in a cluster of their own, in a namespace of the lane's name; it is made first, unless they make it, and removed at the end. */
    elsewhere: (commands: string, options?: { made?: boolean }) => Reading<CommandOutcome>;
  };
  /** The document itself, rewritten for the lane's namespace: what the claim quotes, unless a place of the ledger is named. */
  written: {
    /** A file that the text has its reader save is there, with the lane's namespaces, and the command names it. */
    command: (place?: string) => string;
    /** What a command takes as a here-document, or a block that is a manifest. */
    manifest: (place?: string) => string;
    /** What the text shows as printed below a command. */
    output: (place?: string) => string;
    /** Lines of its text that hold a text or match a pattern. */
    lines: (wanted: string | RegExp) => Lines;
    /** Its diagram; with other texts in the lines of some places, or with the claim's erratum. */
    diagram: (instead?: Record<string, string> | 'corrected') => Diagram;
  };
  /** Ends the claim as not-applicable, with the measured reason, where `have` is false. The ledger names the need too. */
  needs: (need: Need, have: boolean, reason: string) => void;
}

export interface Diagram {
  lines: (wanted: string | RegExp) => Lines;
  /** Drawn as in a browser: prints the label of each node and in which groups it is, the outermost first. */
  drawn: Reading<CommandOutcome>;
}

/** What a check of the lab works with: it has no document. */
export type LabContext = Omit<ClaimContext, 'written'>;

/** @param rehearsals where each statement is judged with broken instruments as well */
export function contextOf(run: ClaimRun, lane: Lane, station: Workstation, rehearsals?: Rehearsals): LabContext {
  const say =
    (beat: Beat) =>
    (reading: Reading<unknown>, name = reading.says) => {
      run.opened(beat, name);
      const make = (run: ClaimRun) => {
        if (reading instanceof HttpProbe) return new HttpExpectation(run, beat, name, reading);
        if (reading.witness === 'command') return new CommandExpectation(run, beat, name, reading as Reading<CommandOutcome>);
        return new ValueExpectation(run, beat, name, reading);
      };
      return beat === 'control' ? make(run) : rehearsed(rehearsals, run, reading, make);
    };
  const control = say('control');
  const reader: Workstation = { ...station, signal: run.signal, atEnd: (undo) => run.atEnd(undo) };
  return {
    lane: new LaneHandle(lane, run),
    control: ((name: string, reading: Reading<unknown>) => control(reading, name)) as ClaimContext['control'],
    expect: say('observation') as Expect,
    erratum: say('erratum') as Expect,
    note: (reading) => noted(run, reading),
    reader: {
      runs: (command, options) => readerCommand(reader, command, options),
      counts: (command) => readerCount(reader, command),
      lines: (commands, wanted, options) => {
        const given = typeof commands === 'string' || Array.isArray(commands);
        return printedLines(given ? readerCommand(reader, [commands].flat().join(' && '), options) : commands, wanted);
      },
      json: (command, pick, options) => printedJson(readerCommand(reader, command, options), pick),
      issuedBy: (of, configMap) => issuedBy(reader, of, configMap),
      newPod: (namespace) => newPod(reader, namespace),
      pastes: (lines, programs) => readersTerminal(reader, { lines, manner: 'pasted', programs }),
      types: (lines, programs) => readersTerminal(reader, { lines, manner: 'typed', programs }),
      graphAt: (address) => graphAt(reader, lane.namespace, address),
      elsewhere: (commands, options) => elsewhere(reader, lane.namespace, commands, options),
    },
    needs(need, have, reason) {
      if (!have) throw new NotApplicable(need, reason);
    },
  };
}

export type { Actor, HttpOutcome };
