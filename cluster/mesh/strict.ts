import { join } from 'node:path';
import { UsageError } from '../errors.ts';
import { kubectl, openApi, type Target } from '../kube/api.ts';
import type { Lab } from '../lab.ts';
import { type Look, poll } from '../poll.ts';

const namespace = 'default';
const managedBy = 'app.kubernetes.io/managed-by';
const manifests = join(import.meta.dirname, '..', 'manifests');

/**
 * Makes every workload of namespace `default` refuse plaintext, and waits until each of its proxies does.
 *
 * @param destinationRule also tell clients to use mutual TLS, instead of leaving it to auto mTLS
 * @returns what was seen
 * @throws UsageError when a PeerAuthentication or DestinationRule of somebody else is in the way
 */
export async function makeStrict(lab: Lab, target: Target, destinationRule: boolean): Promise<string> {
  const { runner, progress } = lab;
  await refuseForeign(lab, target, destinationRule ? ['peerauthentication', 'destinationrule'] : ['peerauthentication']);
  const files = ['mtls-strict.yaml', ...(destinationRule ? ['mtls-destination-rule.yaml'] : [])];
  await kubectl(runner, target, ['apply', ...files.flatMap((file) => ['--filename', join(manifests, file)])]);
  return runner.act(
    `wait until every proxy in namespace ${namespace} refuses plaintext (≤ 60 s)`,
    () => {
      const remedy = 'See `istioctl proxy-status`.';
      const look = () => proxiesStrict(lab, target);
      return poll(look, { what: 'strict mTLS', timeoutMs: 60_000, everyMs: 500, signal: runner.signal, onChange: progress.waiting, remedy });
    },
    'every proxy refuses plaintext',
  );
}

/** Removes what `makeStrict` applied, and nothing else. */
export async function removeStrict({ runner }: Lab, target: Target): Promise<void> {
  const kinds = 'peerauthentications.security.istio.io,destinationrules.networking.istio.io';
  const args = ['--namespace', namespace, 'delete', kinds, '--selector', `${managedBy}=meshproof`, '--ignore-not-found'];
  await kubectl(runner, target, args);
}

async function refuseForeign({ runner }: Lab, target: Target, kinds: string[]): Promise<void> {
  const args = ['--namespace', namespace, 'get', kinds.join(','), '--selector', `${managedBy}!=meshproof`, '--output', 'name'];
  const names = (await kubectl(runner, target, args)).split('\n').filter((name) => name.endsWith('/default'));
  if (names.length === 0) return;
  throw new UsageError(`Namespace ${namespace} already has ${names.join(' and ')}, made by somebody else.`, {
    remedy: 'Remove it first, if it is yours.',
  });
}

type Listener = { filterChains?: { filterChainMatch?: { destinationPort?: number }; transportSocket?: object }[] };

/** Port of a sidecar's inbound listener; the chain for that very port only stops loops. */
const inboundPort = 15006;

/** Whether a proxy's inbound listener (as `istioctl proxy-config listeners` prints it) has no chain without TLS. */
export function refusesPlaintext(json: string): boolean {
  const chains = (JSON.parse(json) as Listener[]).flatMap(({ filterChains = [] }) => filterChains);
  const real = chains.filter(({ filterChainMatch }) => filterChainMatch?.destinationPort !== inboundPort);
  return real.length > 0 && real.every(({ transportSocket }) => transportSocket !== undefined);
}

async function proxiesStrict({ runner }: Lab, target: Target): Promise<Look> {
  const { core } = await openApi(target);
  const { items } = await core.listNamespacedPod({ namespace, fieldSelector: 'status.phase=Running' });
  const meshed = items.filter(({ spec }) => [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(isProxy));
  const where = ['--kubeconfig', target.kubeconfig, '--context', target.context];
  const asked = await Promise.all(
    meshed.map(({ metadata }) => {
      const args = ['proxy-config', 'listeners', `${metadata?.name}.${namespace}`, '--port', `${inboundPort}`, '--output', 'json', ...where];
      return runner.run(`${target.bin}/istioctl`, args);
    }),
  );
  const strict = asked.filter(refusesPlaintext).length;
  const says = meshed.length ? `${strict} of ${meshed.length} proxies refuse plaintext` : `no pod of ${namespace} has a sidecar yet; the policy waits for them`;
  return { done: strict === meshed.length, says };
}

const isProxy = ({ name }: { name: string }) => name === 'istio-proxy';
