import { holdings } from '../../../host/engine.ts';
import { InfrastructureError } from '../../../host/errors.ts';
import type { Lab } from '../../../records/session.ts';
import { podman } from './containers-conf.ts';

/** In kind's naming; the registry is a container of the cluster too, and no node. Another cluster's name may begin as this one's. */
const isNode = (cluster: string, container: string): boolean =>
  new RegExp(`^${RegExp.escape(cluster)}-(control-plane|worker)\\d*$`).test(container);

/**
 * Puts archives of images into each node, under the names that they carry. The cluster's registry is read-only: what only some
 * pods need goes past it.
 *
 * @returns names of the nodes
 * @throws InfrastructureError where no node runs
 */
export async function importImages(lab: Lab, archives: readonly string[]): Promise<string[]> {
  const runner = podman(lab);
  const { containers } = await holdings(runner, 'podman', lab.name);
  const nodes = containers.filter(({ name, running }) => running && isNode(lab.name, name)).map(({ name }) => name);
  if (nodes.length === 0 && !runner.dry)
    throw new InfrastructureError(`No node of cluster ${lab.name} runs.`, { remedy: 'Run `make kind-down`, then try again.' });
  // one after the other: a node reads each archive from this machine's disk
  for (const node of nodes)
    for (const archive of archives)
      await runner.run('sh', ['-c', 'exec podman exec -i "$1" ctr -n k8s.io images import - < "$2"', 'sh', node, archive]);
  return nodes;
}
