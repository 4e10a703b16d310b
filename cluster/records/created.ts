import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InfrastructureError } from '../host/errors.ts';

/** An object that the API server made for this checkout: it answered 201 to us. */
const createdSchema = z.strictObject({ kind: z.string(), name: z.string(), uid: z.string() });
export type Created = z.infer<typeof createdSchema>;

const path = (folder: string) => join(folder, 'created.jsonl');

/**
 * Notes what was created in somebody else's cluster outside of our own namespaces, and these namespaces themselves. A label says
 * nothing of who made an object: whoever copies or adopts it keeps the label.
 */
export function noteCreated(folder: string, created: Created): void {
  appendFileSync(path(folder), `${JSON.stringify(createdSchema.parse(created))}\n`);
}

/** @throws InfrastructureError where the record cannot be read: then nothing counts as ours, and nothing may be removed */
export function createdHere(folder: string): Created[] {
  if (!existsSync(path(folder))) return [];
  const lines = readFileSync(path(folder), 'utf8').split('\n').filter(Boolean);
  try {
    return lines.map((line) => createdSchema.parse(JSON.parse(line)));
  } catch (cause) {
    throw new InfrastructureError(`The record of what was created in the cluster cannot be read (${path(folder)}).`, {
      cause,
      remedy: 'Mend or remove its last line; what it names is then to be removed by hand.',
    });
  }
}
