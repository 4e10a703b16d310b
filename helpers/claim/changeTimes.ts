import { times } from '../times.ts';

/** When what one claim changed began to act, told by its readings' steady outcomes. All times are in milliseconds. */
export class ChangeTimes {
  /** Slowest turn seen after the latest change. */
  turnedMs = 0;
  private readonly outcomes = new Map<string, string>();
  /** Destinations whose readings have turned since the latest change. */
  private readonly turnedAt = new Set<string>();
  private latest = -Infinity;
  private isPending = false;
  private clearedAt = -Infinity;
  private appliedAt = -Infinity;

  /** As it stands now, apart from what comes. */
  copy(): ChangeTimes {
    const copy = new ChangeTimes();
    for (const [reading, outcome] of this.outcomes) copy.outcomes.set(reading, outcome);
    copy.latest = this.latest;
    copy.isPending = this.isPending;
    return copy;
  }

  changed(): void {
    this.latest = performance.now();
    this.isPending = true;
    this.turnedMs = 0;
    this.turnedAt.clear();
  }

  /** The previous claim's objects were just removed and may still be in effect. */
  worldCleared(): void {
    this.clearedAt = performance.now();
  }

  /** The world's objects were just applied and may not be in effect yet. */
  worldApplied(): void {
    this.appliedAt = performance.now();
  }

  /** A change was made and no reading has turned since. */
  get pending(): boolean {
    return this.isPending;
  }

  /** Since the latest change, whether or not it was seen to act; endless where nothing was changed. */
  private get sinceChange(): number {
    return performance.now() - this.latest;
  }

  /**
   * How long the latest change may still be on its way to what is read: a destination of which nothing has turned yet, or whatever a
   * command looks at. Each pipeline has a delay of its own: Envoy sends its spans every 5 s, when metrics have long turned.
   */
  arrivesIn(destination: string | undefined): number {
    if (destination !== undefined && this.turnedAt.has(destination)) return 0;
    return Math.max(0, times.turning - this.sinceChange);
  }

  /** How long a disagreement may still come from the previous claim's objects. */
  get clearsIn(): number {
    return Math.max(0, times.turning - (performance.now() - this.clearedAt));
  }

  /** How long anything that was applied or removed may still be on its way: what is drawn once waits for it. */
  allArrivedIn(destination: string | undefined): number {
    const world = times.turning - (performance.now() - this.appliedAt);
    return Math.max(0, world, this.clearsIn, this.pending ? this.arrivesIn(destination) : 0);
  }

  /** How long connections from before the latest change may live on. */
  get drainsIn(): number {
    return Math.max(0, times.drain - this.sinceChange);
  }

  /** True where the outcome is the one from before the latest change, which may not have arrived yet. */
  showsBefore(reading: string, outcome: string): boolean {
    return this.outcomes.get(reading) === outcome && this.sinceChange < times.turning;
  }

  /** The reading's latest steady outcome in words, this beat's or an earlier one's. */
  outcomeOf(reading: string): string | undefined {
    return this.outcomes.get(reading);
  }

  /** Remembers a reading's steady outcome. An outcome that agrees and differs from the one before the change shows that the change acted. */
  note(reading: string, outcome: string, settledMs: number, agrees: boolean, destination?: string): void {
    const before = this.outcomes.get(reading);
    this.outcomes.set(reading, outcome);
    if (!agrees || before === undefined || before === outcome) return;
    if (destination !== undefined) this.turnedAt.add(destination);
    if (this.pending) this.turnedMs = settledMs;
    this.isPending = false;
  }
}
