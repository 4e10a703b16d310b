import { list, read, type Manifest } from './objects.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';

/** Rolled out: every pod is new and Ready, no old one is left, and the Service's EndpointSlices name exactly them. */
export async function deploymentReady(deployment: Manifest, limitMs = times.deployment): Promise<void> {
  const { namespace, name } = deployment.metadata as { namespace: string; name: string };
  await until(`Deployment ${namespace}/${name} to roll out`, limitMs, async () => {
    const now = await read('apps/v1', 'Deployment', namespace, name);
    const { status, spec } = now ?? {};
    const wanted = spec?.replicas ?? 0;
    if (!now || (status?.observedGeneration ?? 0) < (now.metadata as { generation: number }).generation)
      return 'not seen by its controller yet';
    if ((status.updatedReplicas ?? 0) !== wanted || (status.readyReplicas ?? 0) !== wanted || (status.replicas ?? 0) !== wanted) {
      return `${status.readyReplicas ?? 0} of ${wanted} pods Ready; ${await whyNot(namespace, spec.selector.matchLabels)}`;
    }
    const pods = await list('v1', 'Pod', namespace, labels(spec.selector.matchLabels));
    return pods.length === wanted || `${pods.length} pods, ${wanted} wanted: an old one is still going`;
  });
}

export async function podReady(namespace: string, name: string, limitMs = times.podReady): Promise<void> {
  await until(`Pod ${namespace}/${name} to become Ready`, limitMs, async () => {
    const pod = await read('v1', 'Pod', namespace, name);
    if (pod?.metadata?.deletionTimestamp) return 'its predecessor is still going';
    const ready = pod?.status?.conditions?.find((one: { type: string }) => one.type === 'Ready');
    return ready?.status === 'True' || (pod ? reasonOf(pod) : 'not there');
  });
}

/** The Service's ready addresses are the Ready pods' addresses. */
export async function endpointsReady(service: Manifest, limitMs = times.endpoints): Promise<void> {
  const { namespace, name } = service.metadata as { namespace: string; name: string };
  await until(`EndpointSlices of Service ${namespace}/${name} to follow its pods`, limitMs, async () => {
    const [slices, pods] = await Promise.all([
      list('discovery.k8s.io/v1', 'EndpointSlice', namespace, `kubernetes.io/service-name=${name}`),
      list('v1', 'Pod', namespace, labels(service.spec.selector)),
    ]);
    const addresses = slices.flatMap((slice) =>
      (slice.endpoints ?? []).filter((one: any) => one.conditions?.ready).flatMap((one: any) => one.addresses),
    );
    const wanted = pods.map((pod) => pod.status?.podIP);
    return (
      JSON.stringify(addresses.sort()) === JSON.stringify(wanted.sort()) ||
      `endpoints ${addresses.join(' ') || 'none'}, pods ${wanted.join(' ') || 'none'}`
    );
  });
}

async function whyNot(namespace: string, selector: Record<string, string>): Promise<string> {
  const pods = await list('v1', 'Pod', namespace, labels(selector));
  return pods.map(reasonOf).join('; ') || 'no pod was created (an admission webhook may refuse them)';
}

function reasonOf(pod: Manifest): string {
  const waitingFor = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].find(
    (one: any) => one.state?.waiting,
  );
  const reason = waitingFor?.state.waiting;
  return `${pod.metadata?.name} is ${pod.status?.phase}${reason ? `: ${waitingFor.name} ${reason.reason} ${reason.message ?? ''}` : ''}`;
}

function labels(selector: Record<string, string>): string {
  return Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}

export async function podGone(object: Manifest): Promise<void> {
  const { namespace, name } = object.metadata as { namespace: string; name: string };
  await until(`Pod ${namespace}/${name} to go`, times.podGone, async () =>
    (await read('v1', 'Pod', namespace, name)) ? 'still there' : true,
  );
}
