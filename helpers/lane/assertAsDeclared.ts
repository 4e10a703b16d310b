import { InfrastructureError } from '../errors.ts';
import { nameOf, type Manifest } from '../kube/objects.ts';
import { hasSidecar } from '../kube/pods.ts';

/** What the API server has made of a world's workload: its Deployment as it is kept, and its pods. */
export interface Kept {
  deployment: Manifest | undefined;
  pods: Manifest[];
}

/**
 * Something else may alter a world on its way, such as a missing admission webhook. Observations in it would be credited
 * to the wrong world.
 *
 * @throws {InfrastructureError} when the number of pods or the sidecars differ from the world's description
 */
export function asDeclared(objects: Manifest[], injected: boolean, { deployment, pods }: Kept): void {
  const declared = objects.find((one) => one.kind === 'Deployment');
  const [asked, kept] = [declared?.spec.replicas ?? 1, deployment?.spec.replicas];
  if (declared && asked !== kept)
    throw new InfrastructureError(`${nameOf(declared)}: the world has ${asked} replicas of it, the API server keeps ${kept}`);
  // Istio does not inject pods in the node's network
  const unlike = pods.find((pod) => hasSidecar(pod) !== (injected && pod.spec.hostNetwork !== true));
  if (unlike)
    throw new InfrastructureError(
      `${nameOf(unlike)} has ${injected ? 'no sidecar, and the world gives it one' : 'a sidecar, and the world gives it none'}`,
    );
}
