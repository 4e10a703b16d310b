/** How the program behind `make verify` may end, by its exit status; `killed`: by a signal. */
export const endings = ['as-expected', 'differs', 'nothing-learned', 'interrupted', 'killed', 'otherwise'] as const;
export type Ending = (typeof endings)[number];

const byStatus: Partial<Record<number, Ending>> = { 0: 'as-expected', 1: 'differs', 2: 'nothing-learned', 130: 'interrupted' };

/** @param exit undefined after a signal */
export const endingOf = (exit: number | undefined): Ending => (exit === undefined ? 'killed' : (byStatus[exit] ?? 'otherwise'));

interface Declared {
  /** What is broken, in words. */
  says: string;
  /** The ways in which an honest run may end under it: `differs` and `otherwise` are in none. */
  ends: readonly Exclude<Ending, 'differs' | 'otherwise'>[];
  /** Only root can do it. */
  root?: true;
  /** Seconds until it is taken back, where the run does not end before. Without it: when the run has ended. */
  holds?: number;
}

/** The processes of a run. Workers are threads of vitest; each starts a reader's commands by a process of its own, the starter. */
export type Role = 'verify' | 'vitest' | 'starter' | 'command';

/** What breaks, by its kind. How a kind is done, shown and taken back is in `kinds/`. */
export type Fault = Declared &
  (
    | { kind: 'signal'; signal: 'SIGKILL' | 'SIGINT'; to: Role }
    /** SIGKILL of a program on whichever nodes it runs; what started it starts it again. */
    | { kind: 'kill-in-node'; program: string }
    /** A systemd service of one worker node is stopped. */
    | { kind: 'service'; service: string }
    /** All processes of one worker node stand still. */
    | { kind: 'pause' }
    /** The run's connections to the API server are reset. */
    | { kind: 'cut' }
    /** The file system of the run's packs takes no byte more: while claims run, or once they have ended. */
    | { kind: 'disk-full'; from: 'claims' | 'report' }
    | { kind: 'clock'; seconds: number }
    /** Processes of others want all of the processors. */
    | { kind: 'load'; perCore: number }
  );

export type Kind = Fault['kind'];
export type Of<K extends Kind> = Extract<Fault, { kind: K }>;
