import { join } from 'node:path';
import type { Artifacts } from '../embedded/build/build.ts';
import { imagePart } from '../../records/parts.ts';
import type { Substitution } from '../../records/state.ts';
import { readVersions, type Versions } from '../../versions.ts';
import type { PublishedList } from '../publishedList.ts';

/** What the embedded cluster differs in and a rehearsal does not, or differently. `kind` names its own control plane. */
export const notHere = ['control plane for a lab', 'pod network', 'CoreDNS without resolvers outside'];

const ownSubstitutions: Substitution[] = [
  {
    name: 'node image of a rehearsal',
    for: 'kindest/node by the digest that kind publishes',
    by: "the embedded cluster's node image under that name, by its own digest, pulled from a registry on this machine",
    replaces: ['node', imagePart('docker.io/kindest/node')],
  },
  {
    name: 'pod network of a rehearsal',
    for: "kind's own network plugin kindnet",
    by: 'the plugins ptp and host-local, with routes that a DaemonSet keeps; what leaves the range of pods is masqueraded',
    replaces: ['pod network'],
  },
  {
    name: 'CoreDNS of fewer plugins',
    for: 'the image of CoreDNS',
    by: "CoreDNS compiled with the plugins that kubeadm's Corefile names",
    replaces: ['cluster DNS', imagePart('registry.k8s.io/coredns/coredns')],
  },
];

/** The list of a rehearsal: the published names, with the digest of our node image, and what stands for what. */
export function rehearsedList(versions: Versions, artifacts: Artifacts, digest: string): PublishedList {
  const { published } = readVersions();
  const { kubernetes, networkPolicies } = versions;
  return {
    ...published,
    node: { ...published.node, default: kubernetes, versions: { [kubernetes]: digest } },
    standIns: {
      says: 'a rehearsal of a kind cluster from published images: a registry on this machine has stand-ins under their names',
      overlay: join(artifacts.manifests, 'istio.yaml'),
      extra: [join(artifacts.manifests, 'stock-envoy.yaml')],
      networkPolicy: `kube-network-policies ${networkPolicies}, in kindnet's place`,
      substitutions: [...artifacts.substitutions.filter(({ name }) => !notHere.includes(name)), ...ownSubstitutions],
    },
  };
}

const hosts = ['docker.io', 'quay.io', 'registry.k8s.io'];

/** Podman's registries.conf: these hosts are this registry and nothing else, so that no image comes from outside unseen. */
export const registriesConf = (registry: string): string =>
  [
    'unqualified-search-registries = []',
    ...hosts.map((host) => `[[registry]]\nprefix = "${host}"\nlocation = "${registry}"\ninsecure = true`),
  ].join('\n') + '\n';

/** containerd's hosts.toml in the node image, for every host. */
export const hostsToml = (registry: string): string =>
  `server = "http://${registry}"\n[host."http://${registry}"]\n  capabilities = ["pull", "resolve"]\n`;
