import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';
import { list, read } from '../kube/objects.ts';
import { answersNow } from './apiServer.ts';
import { codeOf, plainly } from './command/printed.ts';

/** Addresses of a workload's Ready pods, sorted. */
export function podIps(workload: Workload): Reading<string[]> {
  return fact(workload, 'addresses of the pods of', [], async () =>
    (await workload.pods()).map((pod) => String(pod.status?.podIP)).sort(),
  );
}

/** Names of a workload's Ready pods, sorted. */
export function podNames(workload: Workload): Reading<string[]> {
  return fact(workload, 'names of the pods of', [], async () =>
    (await workload.pods()).map((pod) => String(pod.metadata?.name)).sort(),
  );
}

/** A part of each of a workload's Ready pods, oldest first; what a pod does not have is null. */
export function eachPod(workload: Workload, pick: (pod: any) => unknown): Reading<unknown[]> {
  return fact(workload, `${codeOf(pick)} of each pod of`, [], async () =>
    (await workload.pods()).map((pod) => plainly(pick(pod))),
  );
}

/** Names of the containers of a workload's Ready pods, those that start before the application's included, sorted. */
export function containers(workload: Workload): Reading<string[]> {
  return fact(workload, 'containers of the pods of', [], async () =>
    (await workload.pods())
      .flatMap(({ spec }) => [...(spec.containers ?? []), ...(spec.initContainers ?? [])] as { name: string }[])
      .map(({ name }) => name)
      .sort(),
  );
}

/** Addresses in the EndpointSlices of the workload’s Service, sorted; `… not ready` after one that gets no traffic. */
export function endpoints(workload: Workload): Reading<string[]> {
  return fact(workload, 'endpoints of Service', [], async () => {
    const slices = await list(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      workload.namespace,
      `kubernetes.io/service-name=${workload.service}`,
    );
    return slices
      .flatMap((slice) => (slice.endpoints ?? []) as { addresses: string[]; conditions?: { ready?: boolean } }[])
      .flatMap(({ addresses, conditions }) => addresses.map((one) => (conditions?.ready ? one : `${one} not ready`)))
      .sort();
  });
}

/** The ClusterIP of the workload’s Service; `none` where it has none. */
export function clusterIp(workload: Workload): Reading<string> {
  return fact(
    workload,
    'ClusterIP of Service',
    'none',
    async () => ((await read('v1', 'Service', workload.namespace, workload.service))?.spec?.clusterIP as string) ?? 'none',
  );
}

function fact<T>(workload: Workload, what: string, blank: NoInfer<T>, ask: () => Promise<T>): Reading<T> {
  return reading(`${what} ${workload.name}`, 'api-object', ask, {
    blanks: [blank],
    prove: () => answersNow(workload.namespace),
  });
}
