import { join } from 'node:path';
import { versionOf } from '../../cluster/host/toolVersions.ts';
import { nameOf } from '../../cluster/records/addonPlaces.ts';
import type { Component } from '../../cluster/records/state.ts';
import { InfrastructureError, NotApplicable } from '../errors.ts';
import type { Environment } from '../evidence/schema.ts';
import { type Addon, addonAt } from '../kube/addons.ts';
import { isOurs } from '../kube/bounds.ts';
import { type Cluster, connection } from '../kube/connection.ts';
import { api } from '../kube/http.ts';
import { list, read, type Manifest } from '../kube/objects.ts';
import { type Facts, kubeProxyMode, measured, serving, unknown } from './measured.ts';
import { askProxy } from './proxyAnswer.ts';
import { differences, skew, together, wishes } from './wished.ts';

/**
 * The cluster as it is measured now. From its maker's record come only parts that nothing in the cluster shows.
 *
 * @throws InfrastructureError where a part is not of the version asked for
 */
export async function measureEnvironment(): Promise<Environment> {
  const { cluster } = await connection();
  const [facts, system, proxyConfig] = await Promise.all([
    ask(cluster),
    read('v1', 'Namespace', undefined, 'kube-system'),
    api('/api/v1/namespaces/kube-system/configmaps/kube-proxy'),
  ]);
  const found = measured(facts);
  asWished(cluster, found);
  const answered = (part: string) => found.find(({ name }) => name === part)?.version;
  const [engine = ''] = cluster.networkPolicy.split(' ');
  return {
    provider: cluster.provider,
    says: cluster.says,
    clusterUid: system?.metadata?.uid ?? unknown,
    nodes: facts.nodes.length,
    kubernetes: answered('kubernetes') ?? unknown,
    istio: answered('istiod') ?? unknown,
    proxy: answered('envoy') ?? unknown,
    networkPolicy: answered(engine) ? `${engine} ${answered(engine)}` : cluster.networkPolicy,
    kubeProxyMode: kubeProxyMode(asManifest(proxyConfig), facts.system),
    components: together(cluster.capabilities.owned ? cluster.components : [], found),
    // whom they affect is known when claims have run
    substitutions: cluster.substitutions.map(({ replaces = [], ...one }) => ({ ...one, replaces, affects: [] })),
  };
}

async function ask({ bin }: Cluster): Promise<Facts> {
  const [version, nodes, system, istiod, istioctl, values, prometheus, kiali] = await Promise.all([
    api('/version'),
    list('v1', 'Node', undefined),
    list('v1', 'Pod', 'kube-system'),
    askIstiods(),
    versionOf('istioctl', join(bin, 'istioctl'), 30_000),
    api('/api/v1/namespaces/istio-system/configmaps/values'),
    behind('prometheus'),
    behind('kiali'),
  ]);
  return {
    version: (JSON.parse(version.body) as { gitVersion?: string }).gitVersion ?? '',
    nodes,
    system,
    istiod,
    proxy: istiod.length > 0 ? await askProxy() : undefined,
    istioctl,
    values: asManifest(values),
    prometheus,
    kiali,
  };
}

/** Somebody else may have called the mesh’s namespace otherwise. */
async function askIstiods(): Promise<Facts['istiod']> {
  const pods = await list('v1', 'Pod', (await isOurs()) ? 'istio-system' : undefined, 'app=istiod');
  return Promise.all(pods.filter(({ metadata }) => !metadata?.deletionTimestamp).map(askIstiod));
}

async function askIstiod(pod: Manifest): Promise<Facts['istiod'][number]> {
  const { name, namespace = 'istio-system' } = pod.metadata ?? {};
  const { status, body } = await api(`/api/v1/namespaces/${namespace}/pods/${name}:15014/proxy/version`);
  return { pod, answer: status === 200 ? body : undefined };
}

/** The containers that answer for an add-on. */
async function behind(addon: Addon): Promise<Facts['prometheus']> {
  const place = await addonAt(addon).catch((error: unknown) => {
    if (error instanceof NotApplicable) return undefined;
    throw error;
  });
  if (!place) return [];
  const { namespace, port } = place;
  const service = await read('v1', 'Service', namespace, nameOf(place));
  const selector = Object.entries((service?.spec?.selector ?? {}) as Record<string, string>);
  if (!service || selector.length === 0) return [];
  const labels = selector.map(([key, value]) => `${key}=${value}`).join(',');
  return serving(service, port, await list('v1', 'Pod', namespace, labels));
}

function asWished(cluster: Cluster, found: readonly Component[]): void {
  const off = differences(wishes(cluster), found);
  // an own cluster’s istioctl is wished for exactly
  const apart = cluster.capabilities.owned ? [] : skew(found);
  if (off.length + apart.length === 0) return;
  const leave = off.length ? ['Leave KUBERNETES and ISTIO out.'] : [];
  const replace = apart.length ? ['Put an istioctl of istiod’s minor in its place.'] : [];
  throw new InfrastructureError(`Cluster ${cluster.name} is not what was asked for: ${[...off, ...apart].join('. ')}.`, {
    remedy: cluster.capabilities.owned ? 'Run `make kind-down`, then try again.' : [...leave, ...replace].join(' '),
  });
}

/** An object as it was answered. Who may not read it learns nothing of it, and the claims go on. */
const asManifest = ({ status, body }: { status: number; body: string }): Manifest | undefined =>
  status === 200 ? (JSON.parse(body) as Manifest) : undefined;
