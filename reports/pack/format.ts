import type { Pack } from './load.ts';

/** What the page says about a format. */
export interface FormatEntry {
  /** The name that its readers know. */
  name: string;
  /** Path in the pack of the file to open first. */
  file: string;
  /** One sentence: what the format has, and who reads it. */
  says: string;
}

/** What a format may need besides the pack. */
export interface Rendering {
  /** Every format of this rendering, in the order of the list. */
  formats: readonly FormatEntry[];
  /** Fingerprint of the public key that signs the pack. */
  signer: string;
}

export interface FormatWriter {
  write(pack: Pack, rendering: Rendering): void | Promise<void>;
}

/** A writer with a process of its own. `write` hands the work over; `finish` waits for the result and writes it. */
export interface BackgroundWriter extends FormatWriter, AsyncDisposable {
  finish(): Promise<void>;
}

/** A form in which a pack shows its results. A format with a process of its own starts it before the pack is read. */
export type Format = FormatEntry & (FormatWriter | { start(): BackgroundWriter });
