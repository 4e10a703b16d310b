import { closeSync, openSync, writeSync } from 'node:fs';
import { redact, type Redactions } from '../evidence/redact.ts';

export type CastHeader = { title: string; cols: number; rows: number; startedAt: Date };

/** Writes an asciicast v2 file (docs.asciinema.org) as it happens, so that a killed run keeps what was shown. */
export class CastWriter {
  #file: number;
  #started = performance.now();
  readonly #removed: Redactions;

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
    this.#write([this.now, 'o', redact(text, this.#removed)]);
  }

  /** A place that a player can jump to. */
  marks(label: string): void {
    this.#write([this.now, 'm', label]);
  }

  close(): void {
    closeSync(this.#file);
  }

  #write(entry: unknown): void {
    writeSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
