import type { Manifest } from './objects.ts';

/** The application's container: the first that is not the sidecar. */
export function appContainer(pod: Manifest): string {
  return pod.spec.containers.find((one: { name: string }) => one.name !== 'istio-proxy')?.name;
}

/** As a container beside the application's, or as one of the kind that starts before it and stays. */
export function hasSidecar(pod: Manifest): boolean {
  const containers = [...(pod.spec.containers ?? []), ...(pod.spec.initContainers ?? [])] as { name: string }[];
  return containers.some((one) => one.name === 'istio-proxy');
}

export function isReady(pod: Manifest): boolean {
  return (
    pod.status?.conditions?.some((one: { type: string; status: string }) => one.type === 'Ready' && one.status === 'True') ??
    false
  );
}
