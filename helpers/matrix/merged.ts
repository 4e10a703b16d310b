import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { evidenceAt } from '../evidence/evidenceAt.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import type { Evidence } from '../evidence/schema.ts';
import { partOf } from './record.ts';
import { describeWish, type Wish } from './wishes.ts';

interface Found {
  pack: string;
  evidence: Evidence;
}

/** Every pack in a folder, however deep; a pack's own folders hold none. */
async function packsBelow(folder: string): Promise<Found[]> {
  if (existsSync(join(folder, 'evidence.json'))) {
    const evidence = evidenceAt(folder);
    return evidence ? [{ pack: folder, evidence }] : [];
  }
  const entries = await readdir(folder, { withFileTypes: true });
  const folders = entries.filter((one) => one.isDirectory()).map(({ name }) => join(folder, name));
  return (await Promise.all(folders.sort().map(packsBelow))).flat();
}

function fits({ evidence }: Found, wish: Wish): boolean {
  const versions = versionsOf(evidence.run.environment);
  return Object.entries(wish).every(([axis, value]) => versions[partOf[axis as keyof Wish]] === (value || versions.istio));
}

export interface Merged {
  wish: Wish;
  pack?: Found;
}

/**
 * The packs of a folder as cells. Where versions are named, each combination is a cell, with its pack or without one.
 *
 * @throws {UsageError} where the folder has no pack, or one of other versions than those named
 */
export async function merged(folder: string, wishes: readonly Wish[]): Promise<Merged[]> {
  if (!existsSync(folder)) throw new UsageError(`PACKS=${folder}: there is no such folder. Name the one with the packs.`);
  const found = await packsBelow(folder);
  if (found.length === 0)
    throw new UsageError(`PACKS=${folder}: it has no evidence pack (looked for evidence.json in each folder below it).`);
  if (wishes.length === 0) return found.map((pack) => ({ wish: {}, pack }));
  const other = found.find((one) => !wishes.some((wish) => fits(one, wish)));
  if (other) {
    const { istio, kubernetes, proxy } = other.evidence.run.environment;
    throw new UsageError(
      `PACKS=${folder}: ${other.pack} is of Istio ${istio}, Kubernetes ${kubernetes}, Envoy ${proxy}, which is none of ${wishes.map(describeWish).join('; ')}. Name its versions too, or take it away.`,
    );
  }
  return wishes.flatMap((wish): Merged[] => {
    const own = found.filter((one) => fits(one, wish));
    return own.length > 0 ? own.map((pack) => ({ wish, pack })) : [{ wish }];
  });
}
