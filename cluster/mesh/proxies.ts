import { openApi, type Target } from '../kube/api.ts';
import type { Lab } from '../records/session.ts';
import type { Look } from '../host/poll.ts';

const namespace = 'default';
/** Port of a sidecar's inbound listener; the chain for that very port only stops loops. */
const inboundPort = 15006;

type Listener = { filterChains?: { filterChainMatch?: { destinationPort?: number }; transportSocket?: object }[] };
type EnvoyCluster = { name: string; transportSocket?: object };

/** Whether a proxy's inbound listener (`istioctl proxy-config listeners`) has no chain without TLS. */
export function refusesPlaintext(json: string): boolean {
  const chains = (JSON.parse(json) as Listener[]).flatMap(({ filterChains = [] }) => filterChains);
  const real = chains.filter(({ filterChainMatch }) => filterChainMatch?.destinationPort !== inboundPort);
  return real.length > 0 && real.every(({ transportSocket }) => transportSocket !== undefined);
}

/** Whether a proxy (`istioctl proxy-config clusters`) calls every Service of the namespace with TLS, whoever answers. */
export function callsWithTls(json: string): boolean {
  const services = (JSON.parse(json) as EnvoyCluster[]).filter(({ name }) =>
    /^outbound\|.*\.default\.svc\.cluster\.local$/.test(name),
  );
  return services.every(({ transportSocket }) => transportSocket !== undefined);
}

/** Looks whether every proxy of the namespace refuses plaintext and, if asked, calls with TLS. */
export async function proxiesStrict(lab: Lab, target: Target, calling: boolean): Promise<Look> {
  const pods = await meshedPods(target);
  const strict = await Promise.all(pods.map((pod) => isStrict(lab, target, pod, calling)));
  const count = strict.filter(Boolean).length;
  const what = calling ? 'refuse plaintext and call with TLS' : 'refuse plaintext';
  const says = pods.length
    ? `${count} of ${pods.length} proxies ${what}`
    : `no pod of ${namespace} has a sidecar yet; it will hold for those to come`;
  return { done: count === pods.length, says };
}

async function isStrict({ runner }: Lab, target: Target, pod: string, calling: boolean): Promise<boolean> {
  const where = ['--kubeconfig', target.kubeconfig, '--context', target.context];
  const ask = (kind: string, ...args: string[]) =>
    runner.run(`${target.bin}/istioctl`, ['proxy-config', kind, `${pod}.${namespace}`, ...args, '--output', 'json', ...where]);
  if (!refusesPlaintext(await ask('listeners', '--port', `${inboundPort}`))) return false;
  return !calling || callsWithTls(await ask('clusters', '--direction', 'outbound'));
}

/** Names of the running pods that have a sidecar, native or not. */
async function meshedPods(target: Target): Promise<string[]> {
  const { core } = await openApi(target);
  const { items } = await core.listNamespacedPod({ namespace, fieldSelector: 'status.phase=Running' });
  const meshed = items.filter(({ spec }) =>
    [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(({ name }) => name === 'istio-proxy'),
  );
  return meshed.flatMap(({ metadata }) => metadata?.name ?? []);
}
