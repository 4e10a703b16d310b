import { closeSync, openSync, writeSync } from 'node:fs';
import { redactParts, type Redactions } from '../evidence/redact.ts';
import { shownSecrets } from './shownSecrets.ts';

export type CastHeader = { title: string; cols: number; rows: number; startedAt: Date };

/**
 * Writes an asciicast v2 file (docs.asciinema.org). What a command shows is held until `flush`, because a secret may come in pieces, and
 * has its own times then. A killed run keeps what earlier commands showed.
 */
export class CastWriter {
  #file: number;
  #started = performance.now();
  readonly #removed: Redactions;
  #held: { at: number; text: string }[] = [];

  constructor(path: string, { title, cols, rows, startedAt }: CastHeader, removed: Redactions) {
    this.#removed = removed;
    this.#file = openSync(path, 'w');
    const header = { version: 2, width: cols, height: rows, timestamp: Math.floor(startedAt.getTime() / 1000), title };
    this.#write(header);
  }

  /** Seconds since the recording began. */
  get now(): number {
    return Math.round(performance.now() - this.#started) / 1000;
  }

  shows(text: string): void {
    this.#held.push({ at: this.now, text });
  }

  /** Writes what was shown, without its secrets: the command has ended, and nothing more of a secret can come. */
  flush(): void {
    const held = this.#held;
    this.#held = [];
    const texts = redactParts(
      held.map(({ text }) => text),
      this.#removed,
      shownSecrets,
    );
    for (const [index, text] of texts.entries()) if (text !== '') this.#write([held[index]?.at, 'o', text]);
  }

  /** A place that a player can jump to. */
  marks(label: string): void {
    this.flush();
    this.#write([this.now, 'm', label]);
  }

  close(): void {
    this.flush();
    closeSync(this.#file);
  }

  #write(entry: unknown): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
