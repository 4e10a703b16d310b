import { UsageError } from '../host/errors.ts';
import type { buildPeers } from '../providers/embedded/build/build.ts';
import { importImages } from '../providers/embedded/podman/nodeImages.ts';
import type { Lab } from '../records/session.ts';
import { loadVersions } from '../versions.ts';
import type { SupplyOf } from './mesh.ts';

/**
 * For `make fidelity`: builds the independent suites, takes the images of their pods into the standing cluster's nodes, and prints
 * where the suites are (JSON, `Peers`).
 *
 * @throws UsageError where the cluster is not one that was built here
 */
export async function peers(
  lab: Lab,
  supplyOf: SupplyOf,
  build: typeof buildPeers,
  print: (line: string) => void,
): Promise<void> {
  const { capabilities } = await supplyOf(lab);
  if (!capabilities.built)
    throw new UsageError(`The suites ask what a cluster that was built here is worth, and cluster ${lab.name} was not.`, {
      remedy: 'Use PROVIDER=embedded and another CLUSTER_NAME.',
    });
  const { cache, runner, progress } = lab;
  const { signal, dry: dryRun } = runner;
  const built = await build({ versions: loadVersions(lab.env), cache, signal, dryRun });
  const archives = built.images.map(({ archive }) => archive);
  await progress.step(
    `${archives.length} images of the suites imported`,
    () => importImages(lab, archives),
    (nodes) => `${nodes.length} nodes`,
  );
  if (!dryRun) print(JSON.stringify(built));
}
