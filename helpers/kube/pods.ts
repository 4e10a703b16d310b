import type { Manifest } from './objects.ts';

/** The application's container: the first that is not the sidecar. */
export function appContainer(pod: Manifest): string {
  return pod.spec.containers.find((one: { name: string }) => one.name !== 'istio-proxy')?.name;
}

/** A regular container, or a native sidecar (an init container with restartPolicy Always). */
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
