import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { UsageError } from '../host/errors.ts';
import { openAsk } from '../kube/ask.ts';
import { allowedContext } from '../kube/config.ts';
import { compareSnapshots, type Snapshot, takeSnapshot } from '../mesh/snapshot.ts';
import { findSupply } from '../records/origin.ts';
import type { Lab } from '../records/session.ts';

const snapshotSchema = z.record(z.string(), z.string());

/** `make snapshot OUT=<file>`: every object of the cluster by its hash, read with KUBECONFIG's own user. */
export async function snapshot(lab: Lab, print: (line: string) => void): Promise<void> {
  const { env } = lab;
  const out = env.OUT;
  if (!out) throw new UsageError('OUT is not set.', { remedy: 'make snapshot OUT=<file>' });
  const supply = env.KUBECONFIG && env.ALLOW_CONTEXT ? undefined : findSupply(lab);
  const ask = await openAsk(supply ?? { text: (await allowedContext(env)).text });
  const taken = await takeSnapshot(ask);
  writeFileSync(out, `${JSON.stringify(taken, null, 1)}\n`);
  print(`${Object.keys(taken).length} objects in ${out}`);
}

/** `make snapshot-diff A=<file> B=<file>`. @returns 1 where they differ */
export function snapshotDiff({ env }: Lab, print: (line: string) => void): number {
  const { A, B } = env;
  const [before, after] = [read('A', A), read('B', B)];
  const lines = compareSnapshots(before, after);
  for (const line of lines) print(line);
  print(lines.length ? `${lines.length} objects differ` : `no difference in ${Object.keys(before).length} objects`);
  return lines.length ? 1 : 0;
}

function read(name: string, path: string | undefined): Snapshot {
  const remedy = 'make snapshot-diff A=<file> B=<file>, both written by make snapshot';
  if (!path || !existsSync(path)) throw new UsageError(`${name}=${path ?? ''} names no file.`, { remedy });
  try {
    return snapshotSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (cause) {
    throw new UsageError(`${path} is no snapshot.`, { remedy, cause });
  }
}
