import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { clusterName } from '../../cluster/host/names.ts';
import { chooseProvider } from '../../cluster/providers/choose.ts';
import { nodeToProbe } from '../../cluster/providers/images.ts';
import { openProvider, providerNamed } from '../../cluster/providers/index.ts';
import { machineProbes } from '../../cluster/providers/probes.ts';
import { UsageError } from '../errors.ts';
import type { Cell } from './runCells.ts';
import { axes, describeWish, nameOfWish, type Wish } from './wishes.ts';

type Environment = Record<string, string | undefined>;

/** Each with a folder for its packs and a cluster of its own, the same in every call. */
export const cellsOf = (wishes: readonly Wish[], folder: string, env: Environment): Cell[] =>
  wishes.map((wish) => {
    const name = nameOfWish(wish);
    const key = createHash('sha256').update(name).digest('hex').slice(0, 4);
    return { wish, folder: join(folder, name), cluster: `${clusterName(env)}-${key}` };
  });

/**
 * Every cell can be had of the provider that will make it.
 *
 * @throws {UsageError} naming each version that cannot, before anything is made
 */
export async function requireCells(wishes: readonly Wish[], env: Environment): Promise<void> {
  const plain = { ...env, ...Object.fromEntries(axes.map((axis) => [axis, undefined])) };
  const { provider, engine } = await chooseProvider(plain, machineProbes(nodeToProbe(plain)));
  if (!providerNamed(provider).capabilities.owned)
    throw new UsageError(`PROVIDER=${provider}: a matrix makes a cluster for each cell.`, {
      remedy:
        'Leave KUBECONFIG and PROVIDER out, or run make verify on each cluster and merge the packs: make matrix PACKS=<folder>.',
    });
  const faults = new Map<string, string | undefined>();
  for (const wish of wishes) {
    try {
      openProvider(provider, engine, { ...plain, ...wish });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      faults.set(error.message, error.remedy);
    }
  }
  if (faults.size === 0) return;
  throw new UsageError(`Cells that cannot be, of ${wishes.map(describeWish).join('; ')}:\n${[...faults.keys()].join('\n')}`, {
    remedy: [...new Set([...faults.values()].filter((one) => one !== undefined))].join('\n'),
  });
}
