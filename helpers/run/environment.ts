import type { Environment } from '../evidence/schema.ts';
import { affectedBy } from '../evidence/standIns.ts';
import { connection } from '../kube/connection.ts';
import { api } from '../kube/http.ts';
import { list, read } from '../kube/objects.ts';

/** The cluster as it is measured now; versions that only its maker knows come from its record. */
export async function measureEnvironment(): Promise<Environment> {
  const { cluster } = await connection();
  const [version, nodes, system, istiod, proxyConfig] = await Promise.all([
    api('/version'),
    list('v1', 'Node', undefined),
    read('v1', 'Namespace', undefined, 'kube-system'),
    list('apps/v1', 'Deployment', 'istio-system', 'app=istiod'),
    read('v1', 'ConfigMap', 'kube-system', 'kube-proxy'),
  ]);
  const image: string = istiod[0]?.spec.template.spec.containers[0].image ?? 'none:absent';
  return {
    provider: cluster.provider,
    clusterUid: system?.metadata?.uid ?? 'unknown',
    nodes: nodes.length,
    kubernetes: (JSON.parse(version.body) as { gitVersion: string }).gitVersion.replace(/^v/, ''),
    istio: image.slice(image.lastIndexOf(':') + 1),
    proxy: cluster.variant.envoy,
    networkPolicy: cluster.networkPolicy,
    // an empty mode is the default, which on Linux is iptables (kube-proxy's --proxy-mode)
    kubeProxyMode: /^mode: "?(\w+)"?/m.exec(proxyConfig?.data?.['config.conf'] ?? '')?.[1] ?? 'iptables',
    components: cluster.components,
    substitutions: cluster.substitutions.map((one) => ({ ...one, affects: affectedBy(one.name) })),
  };
}
