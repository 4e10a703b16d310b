import { openApi, type Target } from '../kube/api.ts';
import type { Lab } from '../records/session.ts';
import { meshNamespace } from './istio.ts';

export type KialiUrl = {
  /** Where this machine reaches Kiali; absent when only a port-forward leads there. */
  url?: string;
  /** The command that makes it http://localhost:20001/kiali/. */
  forward: string;
};

/** Where Kiali is to be seen: at a node's address where its Service has a node port. */
export async function kialiUrl({ runner }: Lab, target: Target): Promise<KialiUrl> {
  const where = `--kubeconfig ${target.kubeconfig} --context ${target.context}`;
  const forward = `kubectl ${where} --namespace ${meshNamespace} port-forward service/kiali 20001`;
  const url = await runner.act(
    'read Kiali’s node port and a node’s address',
    () => nodeUrl(target),
    'http://<node>:<node port>/kiali/',
  );
  return { url, forward };
}

async function nodeUrl(target: Target): Promise<string | undefined> {
  const { core } = await openApi(target);
  const [service, nodes] = await Promise.all([
    core.readNamespacedService({ name: 'kiali', namespace: meshNamespace }),
    core.listNode(),
  ]);
  const port = service.spec?.ports?.[0]?.nodePort;
  const address = nodes.items[0]?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return port && address ? `http://${address}:${port}/kiali/` : undefined;
}
