import { join } from 'node:path';
import { countHoldings, type EngineName, holdings, nothingHeld, removeHoldings } from '../../host/engine.ts';
import { createKind } from './cluster.ts';
import { fasterControlPlane, nodeCount } from './config.ts';
import { prepareHost, restoreHost } from './host.ts';
import { bringTools } from './tools.ts';
import { systemReady } from '../../kube/system.ts';
import { type Lab, stateFile } from '../../records/session.ts';
import { leftovers } from '../../records/residue.ts';
import { readMachine } from '../../host/machine.ts';
import type { buildHostTools } from '../embedded/build/hostTools.ts';
import { needsOwnConf, podman, writeContainersConf } from '../embedded/podman/containers-conf.ts';
import type { Component } from '../../records/state.ts';
import type { Published } from '../images.ts';
import type { Provider } from '../provider.ts';
import type { Supply } from '../../records/supply.ts';
import type { Capabilities } from '../../records/state.ts';

export const capabilities: Capabilities = { owned: true, isolated: false, built: false, audited: true };

/** A kind cluster from published images, on Docker or Podman, with kind's own pod network (it enforces NetworkPolicy). */
export function kindProvider(engine: EngineName, published: Published, build?: typeof buildHostTools): Provider {
  return {
    name: 'kind',
    engine,
    nodes: nodeCount,
    wanted: variantOf(published),

    async prepare(lab) {
      const bin = await bringTools(lab, published, build);
      const supply = supplyOf(lab, bin, published);
      return { supply, create: (within) => create(within, engine, supply, published) };
    },

    async standing(lab, cluster) {
      const held = await holdings(asking(lab, engine), engine, lab.name);
      if (nothingHeld(held) && !cluster) return 'none';
      return cluster && held.containers.filter(({ running }) => running).length === nodeCount ? 'up' : 'half';
    },

    async settle(lab, supply) {
      const says = (seen: string) => seen;
      await lab.progress.step('cluster ready', () => systemReady(lab, supply, nodeCount), says);
    },

    async destroy(lab) {
      const held = await holdings(asking(lab, engine), engine, lab.name);
      await removeHoldings(asking(lab, engine), engine, held);
      await restoreHost(lab);
      return nothingHeld(held) ? undefined : countHoldings(held);
    },

    leftovers: (lab) => leftovers(lab, engine),
  };
}

/** The engine with what this machine makes Podman need; settings of the user's own stay as they are. */
const asking = (lab: Lab, engine: EngineName) =>
  engine === 'podman' && needsOwnConf(readMachine(), lab.env) ? podman(lab) : lab.runner;

async function create(plain: Lab, engine: EngineName, { bin }: Supply, { node }: Published): Promise<void> {
  const options = { engine, bin, image: node, ownNetwork: false, machine: readMachine() };
  if (engine === 'podman' && needsOwnConf(options.machine, plain.env)) await writeContainersConf(plain);
  const lab = { ...plain, runner: asking(plain, engine) };
  await prepareHost(lab);
  await lab.progress.step(`kind started ${nodeCount} nodes`, () => createKind(lab, options));
}

const variantOf = ({ kubernetes, istio, compatibility }: Published) => ({
  kubernetes,
  istio,
  compatibility,
  envoy: `of Istio ${istio}`,
});

function supplyOf(lab: Lab, bin: string, published: Published): Supply {
  const { standIns } = published;
  return {
    kubeconfig: stateFile(lab, 'kubeconfig'),
    context: `kind-${lab.name}`,
    bin,
    istio: {
      overlay: standIns?.overlay ?? join(import.meta.dirname, '../../manifests/istio.yaml'),
      published: { hub: published.hub, tag: published.istio },
      compatibility: published.compatibility,
      extra: standIns?.extra ?? [],
    },
    images: published.images,
    kialiService: 'NodePort',
    says: standIns?.says ?? 'a lab cluster that kind made on one machine from published images',
    // a stand-in does what it was built to do, whatever its name: that shows nothing of the published image
    capabilities: { ...capabilities, built: standIns !== undefined },
    components: componentsOf(published),
    substitutions: [fasterControlPlane, ...(standIns?.substitutions ?? [])],
    networkPolicy: standIns?.networkPolicy ?? 'kindnet',
    variant: variantOf(published),
  };
}

/** What is asked for: once it runs, each is compared with what the cluster answers. */
function componentsOf({ kubernetes, node, kind, istio, prometheus, kiali }: Published): Component[] {
  const [tagged = '', digest] = node.split('@');
  return [
    ...Object.entries({ kubernetes, istiod: istio, 'pilot-agent': istio, istioctl: istio, prometheus, kiali, kind }).map(
      ([name, version]) => ({ name, version }),
    ),
    { name: 'node image', version: tagged, digest },
  ];
}
