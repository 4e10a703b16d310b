import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Step } from './step.ts';

const recordSchema = z.strictObject({
  step: z.string(),
  key: z.string(),
  /** SHA-256 of each file at the top of the folder. */
  files: z.record(z.string(), z.string()),
});
export type StepRecord = z.infer<typeof recordSchema>;

const recordName = '.step.json';
const durationsSchema = z.record(z.string(), z.number());

/**
 * Finished steps on disk: `<root>/<step>-<key>/`. A step works in a folder of its own that is renamed when it is whole, so
 * whatever carries a step's name is complete, even after SIGKILL.
 */
export class Store {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  folder(step: string, key: string): string {
    return join(this.root, `${step}-${key}`);
  }

  /** Whether it is finished and still whole: a cache that was moved or thinned out builds again what it lost. */
  has(step: string, key: string): boolean {
    const folder = this.folder(step, key);
    if (!existsSync(join(folder, recordName))) return false;
    return Object.keys(this.record(step, key).files).every((file) => existsSync(join(folder, file)));
  }

  get lockFile(): string {
    return join(this.root, 'lock');
  }

  logFile(step: string): string {
    return join(this.root, 'logs', `${step}.log`);
  }

  /** Removes what interrupted steps left. Only for the process that holds the build's lock. */
  dropUnfinished(): void {
    rmSync(join(this.root, 'unfinished'), { recursive: true, force: true });
    mkdirSync(join(this.root, 'logs'), { recursive: true });
  }

  /** Empty folders for a step at work. */
  begin(step: string): { out: string; scratch: string; end: () => void } {
    const base = join(this.root, 'unfinished', step);
    const [out, scratch] = [join(base, 'out'), join(base, 'scratch')];
    for (const folder of [out, scratch]) {
      rmSync(folder, { recursive: true, force: true });
      mkdirSync(folder, { recursive: true });
    }
    return { out, scratch, end: () => rmSync(base, { recursive: true, force: true }) };
  }

  /** Makes a finished folder visible under its key, with a record of what is in it. */
  async publish(step: string, key: string, out: string): Promise<void> {
    const entries = readdirSync(out, { withFileTypes: true }).filter((entry) => entry.isFile());
    const hashes = await Promise.all(entries.map(async ({ name }) => [name, await fileHash(join(out, name))] as const));
    const record: StepRecord = { step, key, files: Object.fromEntries(hashes) };
    writeFileSync(join(out, recordName), `${JSON.stringify(record, null, 2)}\n`);
    const target = this.folder(step, key);
    rmSync(target, { recursive: true, force: true });
    renameSync(out, target);
  }

  record(step: string, key: string): StepRecord {
    return recordSchema.parse(JSON.parse(readFileSync(join(this.folder(step, key), recordName), 'utf8')));
  }

  /** Removes every finished folder that `keep` does not name. @returns their names */
  prune(keep: ReadonlySet<string>): string[] {
    const isStep = (name: string) => existsSync(join(this.root, name, recordName));
    const old = readdirSync(this.root).filter((name) => isStep(name) && !keep.has(name));
    for (const name of old) rmSync(join(this.root, name), { recursive: true, force: true });
    return old;
  }

  /** Seconds that steps took when they last ran, by name. */
  durations(): Record<string, number> {
    const path = join(this.root, 'durations.json');
    return existsSync(path) ? durationsSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : {};
  }

  remember(step: Step['name'], seconds: number): void {
    const path = join(this.root, 'durations.json');
    writeFileSync(`${path}.new`, `${JSON.stringify({ ...this.durations(), [step]: Math.round(seconds) }, null, 2)}\n`);
    renameSync(`${path}.new`, path);
  }
}

/** SHA-256 of a file, in hex. */
export async function fileHash(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
