import { openApi, type Target } from '../kube/api.ts';
import { nameOf, type Place, usualPlaces } from '../records/addonPlaces.ts';
import type { Lab } from '../records/session.ts';

export type KialiUrl = {
  /** Where this machine reaches Kiali; absent when only a port-forward leads there. */
  url?: string;
  /** The command that makes it `local`. */
  forward: string;
  local: string;
};

/** Where Kiali is to be seen: at a node's address where its Service has a node port. */
export async function kialiUrl({ runner }: Lab, target: Target, place: Place = usualPlaces.kiali): Promise<KialiUrl> {
  const where = `--kubeconfig ${target.kubeconfig} --context ${target.context}`;
  const { port: usual } = usualPlaces.kiali;
  const port = place.port === usual ? usual : `${usual}:${place.port}`;
  const forward = `kubectl ${where} --namespace ${place.namespace} port-forward service/${nameOf(place)} ${port}`;
  const url = await runner.act(
    'read Kiali’s node port and a node’s address',
    () => nodeUrl(target, place),
    `http://<node>:<node port>${place.path}/`,
  );
  return { url, forward, local: `http://localhost:${usual}${place.path}/` };
}

async function nodeUrl(target: Target, place: Place): Promise<string | undefined> {
  const { core } = await openApi(target);
  const [service, nodes] = await Promise.all([
    core.readNamespacedService({ name: nameOf(place), namespace: place.namespace }),
    core.listNode(),
  ]);
  const port = service.spec?.ports?.[0]?.nodePort;
  const address = nodes.items[0]?.status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  return port && address ? `http://${address}:${port}${place.path}/` : undefined;
}
