import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { filesOf, needsOf, type Step } from './step.ts';

/** Hex digits of a key that go into names: enough that two contents never meet, short enough to read. */
const keyLength = 16;

/**
 * The content key of every step: a hash of its commands, its input files, its other inputs and the keys of the steps it
 * needs. Equal keys mean equal results, whoever built them.
 *
 * @param steps in any order
 * @param root the folder that input files are below
 * @throws Error when a needed step is missing or steps need each other in a circle
 */
export function contentKeys(steps: readonly Step[], root: string): Map<string, string> {
  const byName = new Map(steps.map((step) => [step.name, step]));
  const keys = new Map<string, string>();
  const open = new Set<string>();

  const keyOf = (name: string, wantedBy: string): string => {
    const known = keys.get(name);
    if (known) return known;
    const step = byName.get(name);
    if (!step) throw new Error(`Build step ${wantedBy} needs ${name}, which does not exist.`);
    if (open.has(name)) throw new Error(`Build steps need each other in a circle: ${[...open, name].join(' → ')}.`);
    open.add(name);
    const needs = needsOf(step).map((need) => [need, keyOf(need, name)]);
    open.delete(name);
    const files = filesOf(step).map((path) => [path, contentHash(join(root, path))]);
    const { makes, commands, cleanup, inputs } = step;
    const key = sha256(JSON.stringify({ name, makes, commands, cleanup, inputs, files, needs })).slice(0, keyLength);
    keys.set(name, key);
    return key;
  };

  for (const { name } of steps) keyOf(name, name);
  return keys;
}

/** Hash of a file's bytes, or of a folder's names and contents. */
function contentHash(path: string): string {
  if (!statSync(path).isDirectory()) return sha256(readFileSync(path));
  const entries = readdirSync(path).sort();
  return sha256(JSON.stringify(entries.map((entry) => [entry, contentHash(join(path, entry))])));
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
