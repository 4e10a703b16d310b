import { UsageError } from '../errors.ts';
import { packsIn, type PackFound } from '../evidence/packsIn.ts';
import { versionsOf } from '../evidence/versionsOf.ts';
import { partOf } from './record.ts';
import { describeWish, type Wish } from './wishes.ts';

function fits({ evidence }: PackFound, wish: Wish): boolean {
  const versions = versionsOf(evidence.run.environment);
  return Object.entries(wish).every(([axis, value]) => versions[partOf[axis as keyof Wish]] === (value || versions.istio));
}

export interface Merged {
  wish: Wish;
  pack?: PackFound;
}

/**
 * The packs of a folder as cells. Where versions are named, each combination is a cell, with its pack or without one.
 *
 * @throws {UsageError} where the folder has no pack, or one of other versions than those named
 */
export async function merged(folder: string, wishes: readonly Wish[]): Promise<Merged[]> {
  const found = await packsIn(folder);
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
