import { createHash } from 'node:crypto';
import type { Artifact } from '../../helpers/evidence/schema.ts';

export const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content).digest('hex');

/** Collects the files that a run would store in raw/, by hash. */
export class RawFiles {
  readonly files = new Map<string, string | Uint8Array>();

  add(name: string, content: string | Uint8Array, mediaType = 'text/plain'): Artifact {
    const hash = sha256(content);
    this.files.set(hash, content);
    return { sha256: hash, name, bytes: Buffer.byteLength(content), mediaType };
  }
}
