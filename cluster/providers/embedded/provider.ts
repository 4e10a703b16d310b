import { join } from 'node:path';
import type { Artifacts, BuildOptions } from './build/build.ts';
import { countHoldings, holdings, nothingHeld, removeHoldings } from '../../host/engine.ts';
import { createKind, useNodeAddress } from '../kind/cluster.ts';
import { nodeCount } from '../kind/config.ts';
import { prepareHost, restoreHost } from '../kind/host.ts';
import { openApi } from '../../kube/api.ts';
import { systemReady } from '../../kube/system.ts';
import { type Lab, stateFile } from '../../records/session.ts';
import { leftovers } from '../../records/residue.ts';
import { readMachine } from '../../host/machine.ts';
import { podman, writeContainersConf } from './podman/containers-conf.ts';
import { connectNodes, createNetwork, nameRegistry, nodeAddresses } from './podman/network.ts';
import { startPolicyEngine, useOwnCorefile } from './podman/parts.ts';
import { noteSubnet, remnants, removeRemnants } from './podman/networkResidue.ts';
import { addressOf, startRegistry } from './podman/registry.ts';
import { together } from '../../host/failFast.ts';
import type { Provider } from '../provider.ts';
import type { Supply } from '../../records/supply.ts';
import type { Capabilities } from '../../records/state.ts';

export type Build = (options: BuildOptions) => Promise<Artifacts>;

export const capabilities: Capabilities = { owned: true, isolated: true, built: true, audited: true };

/** The same kind cluster, built from package registries alone where no image registry is reachable. Needs Podman. */
export function embeddedProvider(build: Build, versions: BuildOptions['versions'], compatibility?: string): Provider {
  const { kubernetes, istio, envoy } = versions;
  const variant = { kubernetes, istio, compatibility, envoy };
  return {
    name: 'embedded',
    engine: 'podman',
    nodes: nodeCount,
    wanted: variant,

    async prepare(lab) {
      const { signal, dry } = lab.runner;
      const artifacts = await build({ versions, cache: lab.cache, signal, dryRun: dry });
      const supply = supplyOf(lab, variant, artifacts);
      return { supply, create: (within) => create(within, supply, artifacts) };
    },

    async standing(lab, cluster) {
      const held = await holdings(podman(lab), 'podman', lab.name);
      if (nothingHeld(held) && !cluster) return 'none';
      const running = held.containers.filter((container) => container.running).length;
      return cluster && running === nodeCount + 1 ? 'up' : 'half';
    },

    async settle(lab, supply) {
      await lab.progress.step(
        'cluster ready',
        () => systemReady(lab, supply, nodeCount),
        (says) => says,
      );
    },

    async destroy(lab) {
      const held = await holdings(podman(lab), 'podman', lab.name);
      await removeHoldings(podman(lab), 'podman', held);
      await removeRemnants(lab);
      await restoreHost(lab);
      return nothingHeld(held) ? undefined : countHoldings(held);
    },

    leftovers: async (lab) => [...(await leftovers(lab, 'podman')), ...(await remnants(lab))],
  };
}

async function create(plain: Lab, supply: Supply, artifacts: Artifacts): Promise<void> {
  await writeContainersConf(plain);
  await prepareHost(plain);
  const lab: Lab = { ...plain, runner: podman(plain) };
  const { progress } = lab;
  const subnet = await createNetwork(lab);
  await noteSubnet(lab, subnet);
  progress.note(`network ${lab.name}: ${subnet}, internal`);
  await together(lab, [
    () => progress.step(`registry answers to ${artifacts.registryImages.length} names`, () => startRegistry(lab, artifacts)),
    () => progress.step(`kind started ${nodeCount} nodes`, () => startNodes(lab, supply, artifacts)),
  ]);
  await useNodeAddress(lab, await addressOf(lab, `${lab.name}-control-plane`));
  await progress.step('pod network connected', async () => {
    await useOwnCorefile(lab, supply, artifacts);
    const nodes = await nodeAddresses(lab.runner, () => openApi(supply), lab.name);
    await nameRegistry(lab.runner, await addressOf(lab, `${lab.name}-registry`), nodes);
    await connectNodes(lab.runner, nodes);
    await startPolicyEngine(lab, supply, artifacts);
  });
}

function startNodes(lab: Lab, { bin }: Supply, { nodeImage }: Artifacts): Promise<void> {
  return createKind(lab, { engine: 'podman', bin, image: nodeImage, ownNetwork: true, machine: readMachine() });
}

function supplyOf(lab: Lab, variant: Supply['variant'], artifacts: Artifacts): Supply {
  const { manifests, istioManifests, bin, components, substitutions } = artifacts;
  const image = (part: string) => artifacts.registryImages.find(({ ref }) => ref.includes(part))?.ref ?? '';
  const policy = components.find(({ name }) => name === 'kube-network-policies');
  return {
    kubeconfig: stateFile(lab, 'kubeconfig'),
    context: `kind-${lab.name}`,
    bin,
    istio: {
      overlay: join(manifests, 'istio.yaml'),
      charts: istioManifests,
      compatibility: variant.compatibility,
      extra: [join(manifests, 'stock-envoy.yaml')],
    },
    images: { prometheus: image('/prom/prometheus'), kiali: image('/kiali/kiali') },
    kialiService: 'NodePort',
    says: 'a lab cluster that the suite built from package registries on one machine',
    capabilities,
    components,
    substitutions,
    networkPolicy: `kube-network-policies ${policy?.version ?? '(version unknown)'}`,
    variant,
  };
}
