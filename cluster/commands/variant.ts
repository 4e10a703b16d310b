import { InfrastructureError } from '../host/errors.ts';
import type { Provider } from '../providers/provider.ts';
import type { Cluster } from '../records/state.ts';

type Variant = Cluster['variant'];

/** What a cluster is a variant by, in words. */
export function inWords({ kubernetes, istio, compatibility, envoy }: Variant): string {
  const keeps = compatibility ? ` with the defaults of ${compatibility}` : '';
  return [`Kubernetes ${kubernetes}`, ...(istio ? [`Istio ${istio}${keeps}`] : []), `Envoy ${envoy}`].join(', ');
}

/** @throws InfrastructureError where a cluster stands that is of another variant than the one asked for */
export function checkVariant({ name, components, variant, capabilities }: Cluster, { wanted }: Provider): void {
  // made before variants had it, or somebody else's that names none: its own record or what is measured later tells
  const istio = variant.istio ?? components.find((each) => each.name === 'istiod')?.version ?? wanted.istio;
  const [runs, asked] = [
    { ...variant, istio },
    { ...variant, istio, ...wanted },
  ].map(inWords);
  if (runs === asked) return;
  throw new InfrastructureError(`Cluster ${name} runs ${runs}; ${asked} is asked for.`, {
    remedy: capabilities.owned
      ? 'Run `make kind-down` first, or choose another name with CLUSTER_NAME.'
      : 'Leave KUBERNETES and ISTIO out: an existing cluster is tested in the versions that it has.',
  });
}
