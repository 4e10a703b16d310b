import { InfrastructureError } from './errors.ts';

/** Bytes of one output that the engine keeps: of a command, a container, an answer. What is longer has not been read. */
export const outputLimit = 16 * 1024 ** 2;

/** It would be as long the next time. */
export class TooLong extends InfrastructureError {}

/** Collects an output as it arrives. */
export class Bounded {
  readonly #what: string;
  readonly #parts: Buffer[] = [];
  #length = 0;

  /** @param what the output, for the message */
  constructor(what: string) {
    this.#what = what;
  }

  /** @throws {TooLong} where the output is longer than the engine keeps; what it has had is let go */
  push(part: Uint8Array): void {
    this.#length += part.length;
    if (this.#length > outputLimit) {
      this.#parts.length = 0;
      throw new TooLong(`${this.#what} is longer than ${outputLimit} bytes, so it was not read to its end.`, {
        remedy: 'Ask for less: with a selector, since a time, or only the last lines.',
      });
    }
    this.#parts.push(Buffer.from(part));
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

/** All of a stream. @throws {TooLong} */
export async function boundedBytes(stream: AsyncIterable<Uint8Array>, what: string): Promise<Buffer> {
  const all = new Bounded(what);
  for await (const part of stream) all.push(part);
  return all.bytes();
}
