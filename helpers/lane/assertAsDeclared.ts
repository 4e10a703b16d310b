import { InfrastructureError } from '../errors.ts';
import { nameOf, type Manifest } from '../kube/objects.ts';
import { hasSidecar } from '../kube/pods.ts';

/** What the API server has made of a world's workload: its Deployment as it is kept, and its pods. */
export interface Kept {
  deployment: Manifest | undefined;
  pods: Manifest[];
}

/**
 * A world that something else has altered on its way, such as an admission webhook that is not there, is not the one that a
 * claim is about: whatever was seen in it would be credited to the wrong world.
 *
 * @throws {InfrastructureError} where the number of pods or the sidecars are not what the world says
 */
export function asDeclared(objects: Manifest[], injected: boolean, { deployment, pods }: Kept): void {
  const declared = objects.find((one) => one.kind === 'Deployment');
  const [asked, kept] = [declared?.spec.replicas ?? 1, deployment?.spec.replicas];
  if (declared && asked !== kept)
    throw new InfrastructureError(`${nameOf(declared)}: the world has ${asked} replicas of it, the API server keeps ${kept}`);
  // Istio leaves pods in the node's own network alone
  const unlike = pods.find((pod) => hasSidecar(pod) !== (injected && pod.spec.hostNetwork !== true));
  if (unlike)
    throw new InfrastructureError(
      `${nameOf(unlike)} has ${injected ? 'no sidecar, and the world gives it one' : 'a sidecar, and the world gives it none'}`,
    );
}
