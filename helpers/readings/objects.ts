import type { Workload } from '../lane/workload.ts';
import { reading, type Reading } from './reading.ts';
import { list, read } from '../kube/objects.ts';

/** Addresses of a workload's Ready pods, sorted. */
export function podIps(workload: Workload): Reading<string[]> {
  return fact(`addresses of the pods of ${workload.name}`, async () =>
    (await workload.pods()).map((pod) => String(pod.status?.podIP)).sort(),
  );
}

/** Names of a workload's Ready pods, sorted. */
export function podNames(workload: Workload): Reading<string[]> {
  return fact(`names of the pods of ${workload.name}`, async () =>
    (await workload.pods()).map((pod) => String(pod.metadata?.name)).sort(),
  );
}

/** Addresses in the EndpointSlices of the Service of the workload's name, sorted; `… not ready` after one that gets no traffic. */
export function endpoints(workload: Workload): Reading<string[]> {
  return fact(`endpoints of Service ${workload.name}`, async () => {
    const slices = await list(
      'discovery.k8s.io/v1',
      'EndpointSlice',
      workload.namespace,
      `kubernetes.io/service-name=${workload.name}`,
    );
    return slices
      .flatMap((slice) => (slice.endpoints ?? []) as { addresses: string[]; conditions?: { ready?: boolean } }[])
      .flatMap(({ addresses, conditions }) => addresses.map((one) => (conditions?.ready ? one : `${one} not ready`)))
      .sort();
  });
}

/** The ClusterIP of the Service of the workload's name; `none` where there is no such Service. */
export function clusterIp(workload: Workload): Reading<string> {
  return fact(
    `ClusterIP of Service ${workload.name}`,
    async () => ((await read('v1', 'Service', workload.namespace, workload.name))?.spec?.clusterIP as string) ?? 'none',
  );
}

function fact<T>(says: string, ask: () => Promise<T>): Reading<T> {
  return reading(says, 'api-object', ask);
}
