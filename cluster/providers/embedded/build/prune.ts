import { basename } from 'node:path';
import { execa } from 'execa';
import { builtImages, imageTag } from './dag/images.ts';
import { takeLock } from '../../../host/lock.ts';
import { peersPlan } from './plan.ts';
import { prepare } from './prepare.ts';
import type { Versions } from '../../../versions.ts';

/**
 * Removes results that the present versions and inputs don't use. Another variant's are among them: it is built again
 * when it is wanted again.
 *
 * @returns names of the folders and images that were removed
 */
export async function pruneCache({ versions, cache }: { versions: Versions; cache: string }): Promise<string[]> {
  const [cluster, peers] = await Promise.all([prepare(versions, cache), prepare(versions, cache, peersPlan)]);
  const { store, env } = cluster;
  const steps = [...cluster.steps, ...peers.steps];
  const keys = new Map([...cluster.keys, ...peers.keys]);
  const lock = takeLock(store.lockFile, 'prune');
  try {
    const key = (name: string) => keys.get(name) ?? '';
    const folders = store.prune(new Set(steps.map(({ name }) => basename(store.folder(name, key(name))))));
    const wanted = new Set(steps.map(({ name }) => imageTag(name, key(name))));
    const images = [...(await builtImages()).keys()].filter((image) => !wanted.has(image));
    if (images.length) await execa('podman', ['rmi', '--force', ...images], { env });
    return [...folders, ...images];
  } finally {
    lock.release();
  }
}
