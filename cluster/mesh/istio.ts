import type { V1Deployment } from '@kubernetes/client-node';
import { stringify } from 'yaml';
import type { Api } from '../kube/api.ts';
import { kubectl, openApi, type Target } from '../kube/api.ts';
import { deploymentsReady } from '../kube/ready.ts';
import type { Lab } from '../records/session.ts';
import { type Look, poll } from '../host/poll.ts';
import { isForeign, type IstioSupply, type Supply } from '../records/supply.ts';
import type { Capabilities } from '../records/state.ts';

export const meshNamespace = 'istio-system';

/** istiod's deployments, wherever they are. */
export async function findIstiod({ apps }: Api): Promise<V1Deployment[]> {
  return (await apps.listDeploymentForAllNamespaces({ labelSelector: 'app=istiod' })).items;
}

/** Whether pods would get a sidecar. In somebody else's cluster we may make no pod outside of lanes, a dry one neither: istiod tells. */
export const injectionLook = (api: Api, { owned }: Pick<Capabilities, 'owned'>): Promise<Look> =>
  owned ? injectionWorks(api) : istiodAvailable(api);

async function istiodAvailable(api: Api): Promise<Look> {
  const found = await findIstiod(api);
  const available = found.filter(({ status }) => (status?.availableReplicas ?? 0) > 0);
  const names = available.map(({ metadata }) => `${metadata?.namespace}/${metadata?.name}`);
  if (names.length) return { done: true, says: `istiod available (${names.join(', ')})` };
  return { done: false, says: found.length ? 'istiod not available yet' : 'no Deployment with the label app=istiod' };
}

/** istiod available, and a pod that asks for a sidecar would get one: proven by a server-side dry run, which makes none. */
async function injectionWorks(api: Api): Promise<Look> {
  const istiod = await deploymentsReady(api, meshNamespace, ['istiod']);
  if (!istiod.done) return { done: false, says: 'istiod not available yet' };
  const container = { name: 'probe', image: 'probe' };
  const metadata = { name: 'meshproof-injection-probe', labels: { 'sidecar.istio.io/inject': 'true' } };
  const body = { metadata, spec: { containers: [container] } };
  const { spec } = await api.core.createNamespacedPod({ namespace: 'default', body, dryRun: 'All' });
  const injected = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])].some(({ name }) => name === 'istio-proxy');
  return {
    done: injected,
    says: injected ? 'istiod available, pods get a sidecar' : 'istiod available, pods get no sidecar yet',
  };
}

/** Add-ons and Istio are installed side by side, and istioctl fails where the namespace appears while it makes it. */
export async function makeMeshNamespace({ runner }: Lab, target: Target): Promise<void> {
  const input = stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: meshNamespace } });
  await kubectl(runner, target, ['apply', '--server-side', '--filename', '-'], { input });
}

/** Installs Istio and waits until a pod would get a sidecar. Harmless when it is there already. @returns what was seen */
export async function installIstio(lab: Lab, target: Supply, supply: IstioSupply): Promise<string> {
  const { runner } = lab;
  await makeMeshNamespace(lab, target);
  const where = ['--kubeconfig', target.kubeconfig, '--context', target.context];
  const charts = supply.charts ? ['--manifests', supply.charts] : [];
  // an istioctl that isn't Istio's own build has another hub in it
  const values = { ...supply.published, ...(supply.compatibility && { 'values.compatibilityVersion': supply.compatibility }) };
  const set = Object.entries(values).flatMap(([key, value]) => ['--set', `${key}=${value}`]);
  const args = [
    'install',
    '--skip-confirmation',
    ...where,
    ...charts,
    '--filename',
    supply.overlay,
    ...set,
    '--readiness-timeout',
    '180s',
  ];
  await runner.run(`${target.bin}/istioctl`, args, { remedy: 'Run it again: what is installed already is kept.' });
  if (supply.extra.length) await kubectl(runner, target, ['apply', ...supply.extra.flatMap((file) => ['--filename', file])]);
  return injectionReady(lab, target);
}

/** Waits until pods would get a sidecar, as far as may be seen. */
export function injectionReady({ runner, progress }: Lab, supply: Target & Pick<Supply, 'capabilities'>): Promise<string> {
  return runner.act(
    isForeign(supply)
      ? 'wait until istiod is available (≤ 120 s)'
      : 'wait until istiod is available and a pod would get a sidecar (server-side dry run; ≤ 120 s)',
    async () => {
      const api = await openApi(supply);
      const look = () => injectionLook(api, supply.capabilities);
      const remedy = `See \`kubectl --namespace ${meshNamespace} get pods\` and istiod's log.`;
      return poll(look, { what: 'Istio', timeoutMs: 120_000, signal: runner.signal, onChange: progress.waiting, remedy });
    },
    'a pod would get a sidecar',
  );
}

/** Takes Istio out again, with its namespace. */
export async function removeIstio({ runner }: Lab, target: Target): Promise<void> {
  const where = ['--kubeconfig', target.kubeconfig, '--context', target.context];
  await runner.run(`${target.bin}/istioctl`, ['uninstall', '--purge', '--skip-confirmation', ...where]);
  await kubectl(runner, target, ['delete', 'namespace', meshNamespace, '--ignore-not-found', '--wait=false']);
}
