import type { V1EndpointSlice } from '@kubernetes/client-node';
import type { Api } from '../kube/api.ts';
import type { Look } from '../host/poll.ts';
import type { Capabilities } from '../records/state.ts';
import { meshNamespace } from './istio.ts';
import { type Addon, addons, addonsAnswer } from './observability.ts';

const titles: Record<Addon, string> = { prometheus: 'Prometheus', kiali: 'Kiali' };

/** The add-ons whose Service has a ready endpoint, whatever runs behind it: a Deployment, a StatefulSet, an operator's. */
export function answeringIn(slices: readonly V1EndpointSlice[]): Addon[] {
  const ready = slices
    .filter(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready !== false))
    .map(({ metadata }) => metadata?.labels?.['kubernetes.io/service-name']);
  return addons.filter((addon) => ready.includes(addon));
}

export async function answering({ discovery }: Api): Promise<Addon[]> {
  return answeringIn((await discovery.listNamespacedEndpointSlice({ namespace: meshNamespace })).items);
}

/** What somebody else's cluster has of the add-ons. Nothing is waited for: what it lacks, nobody brings. */
export async function foreignLook(api: Api): Promise<Look> {
  try {
    return { done: true, says: inWords(await answering(api)) };
  } catch (error) {
    return {
      done: true,
      says: `whether Prometheus and Kiali answer could not be seen (${(error as Error).message.split('\n')[0]})`,
    };
  }
}

/** In our own clusters the add-ons have to answer, in somebody else's they may be missing. */
export const addonsLook = (api: Api, { owned }: Capabilities): Promise<Look> => (owned ? addonsAnswer(api) : foreignLook(api));

function inWords(found: readonly Addon[]): string {
  const missing = addons.filter((addon) => !found.includes(addon)).map((addon) => titles[addon]);
  if (missing.length === 0) return 'Prometheus and Kiali answer';
  const not = `no ready endpoint of ${missing.join(' and ')} in ${meshNamespace}: claims that need it are not applicable`;
  return found.length ? `${found.map((addon) => titles[addon]).join('')} answers, ${not}` : not;
}
