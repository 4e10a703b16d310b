/** What one message of a burst's script says. */
export type Told = { kind: 'answer'; n: number; payload: string } | { kind: 'counters'; payload: string };

/**
 * Puts the messages of a burst's script together. `R <n> <base64>` is an answer and `K <base64>` the kernel's counters; what did not fit
 * into such a line came before it, as `P <n> <base64>` or `P K <base64>`, with lines of other writers in between.
 */
export class AnswerLines {
  private readonly begun = new Map<string, string>();

  push(line: string): Told | undefined {
    const [kind = '', first = '', second = ''] = line.split(' ');
    if (kind === 'P') this.begun.set(first, (this.begun.get(first) ?? '') + second);
    if (kind === 'R') return { kind: 'answer', n: Number(first), payload: this.ended(first) + second };
    if (kind === 'K') return { kind: 'counters', payload: this.ended('K') + first };
    return undefined;
  }

  private ended(id: string): string {
    const begun = this.begun.get(id) ?? '';
    this.begun.delete(id);
    return begun;
  }
}
