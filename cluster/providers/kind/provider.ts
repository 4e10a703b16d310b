import { join } from 'node:path';
import type { Versions } from '../../versions.ts';
import { countHoldings, type EngineName, holdings, nothingHeld, removeHoldings } from '../../host/engine.ts';
import { createKind } from './cluster.ts';
import { fasterControlPlane, nodeCount } from './config.ts';
import { prepareHost, restoreHost } from './host.ts';
import { systemReady } from '../../kube/system.ts';
import { type Lab, stateFile } from '../../host/session.ts';
import { leftovers } from '../../records/residue.ts';
import { readMachine } from '../../host/machine.ts';
import { linkTools } from '../../host/tools.ts';
import { publishedImages, publishedNode } from '../images.ts';
import type { Provider, Supply } from '../provider.ts';

/** A kind cluster from published images, on Docker or Podman, with kind's own pod network (it enforces NetworkPolicy). */
export function kindProvider(engine: EngineName, versions: Versions): Provider {
  return {
    name: 'kind',
    engine,
    nodes: nodeCount,

    async prepare(lab) {
      const bin = await linkTools(lab, ['kind', 'kubectl', 'istioctl', 'jq']);
      const supply = supplyOf(lab, bin, versions);
      return { supply, create: (within) => create(within, engine, supply, versions) };
    },

    async standing(lab, cluster) {
      const held = await holdings(lab.runner, engine, lab.name);
      if (nothingHeld(held) && !cluster) return 'none';
      return cluster && held.containers.filter(({ running }) => running).length === nodeCount ? 'up' : 'half';
    },

    async settle(lab, supply) {
      const says = (seen: string) => seen;
      await lab.progress.step('cluster ready', () => systemReady(lab, supply, nodeCount), says);
    },

    async destroy(lab) {
      const held = await holdings(lab.runner, engine, lab.name);
      await removeHoldings(lab.runner, engine, held);
      await restoreHost(lab);
      return nothingHeld(held) ? undefined : countHoldings(held);
    },

    leftovers: (lab) => leftovers(lab, engine),
  };
}

async function create(lab: Lab, engine: EngineName, { bin }: Supply, versions: Versions): Promise<void> {
  const image = `docker.io/${publishedNode(versions)}`;
  const options = { engine, bin, image, ownNetwork: false, machine: readMachine() };
  await prepareHost(lab);
  await lab.progress.step(`kind started ${nodeCount} nodes`, () => createKind(lab, options));
}

function supplyOf(lab: Lab, bin: string, versions: Versions): Supply {
  const { kubernetes, istio, prometheus, kiali } = versions;
  return {
    kubeconfig: stateFile(lab, 'kubeconfig'),
    context: `kind-${lab.name}`,
    bin,
    istio: { overlay: join(import.meta.dirname, '../../manifests/istio.yaml'), extra: [] },
    images: publishedImages(versions),
    kialiService: 'NodePort',
    components: Object.entries({ kubernetes, istio, prometheus, kiali }).map(([name, version]) => ({ name, version })),
    substitutions: [fasterControlPlane],
    networkPolicy: `kindnet of ${publishedNode(versions)}`,
    variant: { kubernetes, envoy: `Istio ${istio}` },
  };
}
