import { NotApplicable } from '../errors.ts';
import { isOurs } from './bounds.ts';
import { serviceGet } from './http.ts';
import { list, type Manifest } from './objects.ts';

const titles = { prometheus: 'Prometheus', kiali: 'Kiali' };
export type Addon = keyof typeof titles;

/** Add-ons that a command asks through the API server's proxy. */
export function addonsIn(command: string): Addon[] {
  return (Object.keys(titles) as Addon[]).filter((addon) => command.includes(`/namespaces/istio-system/services/${addon}:`));
}

/** Whether any of a Service's endpoints is ready, whatever runs behind it. */
export function answers(slices: readonly Manifest[]): boolean {
  return slices.some(({ endpoints }) =>
    (endpoints as { conditions?: { ready?: boolean } }[] | null)?.some(({ conditions }) => conditions?.ready !== false),
  );
}

/**
 * In our own clusters an add-on that is not there is a fault, and whatever asks it fails; in somebody else's it is how things are.
 *
 * @throws {NotApplicable} where the cluster is not ours, and the add-on's Service has no ready endpoint or Kiali asks for a login
 */
export async function needAddon(addon: Addon): Promise<void> {
  if (await isOurs()) return;
  const slices = await list('discovery.k8s.io/v1', 'EndpointSlice', 'istio-system', `kubernetes.io/service-name=${addon}`);
  if (!answers(slices))
    throw new NotApplicable(
      addon,
      `${titles[addon]} does not answer here: Service ${addon} in istio-system has no ready endpoint, and nothing is installed in a cluster that is not ours.`,
    );
  if (addon !== 'kiali') return;
  const { status } = await serviceGet('istio-system', 'kiali', 20001, '/kiali/api/namespaces');
  if (status === 401) throw new NotApplicable(addon, 'Kiali asks for a login here, and nobody gave us one.');
}
