import type { V1Deployment, V1Node, V1Pod } from '@kubernetes/client-node';
import type { Look } from '../host/poll.ts';
import type { Api } from './api.ts';

/** All nodes there and Ready. */
export async function nodesReady({ core }: Api, expected: number): Promise<Look> {
  const { items } = await core.listNode();
  const ready = items.filter(isReady).length;
  return { done: ready >= expected, says: `${ready} of ${Math.max(expected, items.length)} nodes Ready` };
}

/** Every pod of these namespaces Ready; names those that aren't, with the reason. */
export async function podsReady({ core }: Api, namespaces: readonly string[]): Promise<Look> {
  const lists = await Promise.all(namespaces.map((namespace) => core.listNamespacedPod({ namespace })));
  const pods = lists.flatMap(({ items }) => items).filter(({ status }) => status?.phase !== 'Succeeded');
  const waiting = pods.filter((pod) => !isReady(pod) || pod.metadata?.deletionTimestamp);
  const names = waiting.slice(0, 4).map((pod) => `${pod.metadata?.name}${reason(pod)}`);
  const counted = `${pods.length - waiting.length} of ${pods.length} pods Ready`;
  return {
    done: pods.length > 0 && waiting.length === 0,
    says: names.length ? `${counted}; waiting for ${names.join(', ')}` : counted,
  };
}

/** Every daemon set of a namespace (at least one) has its pod Ready on each of so many nodes. */
export async function daemonSetsReady({ apps }: Api, namespace: string, nodes: number): Promise<Look> {
  const { items } = await apps.listNamespacedDaemonSet({ namespace });
  const waiting = items.filter(({ metadata, status }) => {
    const current = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
    return !current || status?.numberReady !== nodes || status.updatedNumberScheduled !== nodes;
  });
  const names = waiting.map(({ metadata }) => metadata?.name).join(', ');
  const says = waiting.length ? `waiting for ${names} on ${nodes} nodes` : `${items.length} daemon sets on ${nodes} nodes`;
  return { done: items.length > 0 && waiting.length === 0, says };
}

/** These deployments rolled out: the newest generation seen, every replica updated and available, no old one left. */
export async function deploymentsReady({ apps }: Api, namespace: string, names: readonly string[]): Promise<Look> {
  const { items } = await apps.listNamespacedDeployment({ namespace });
  const found = new Map(items.map((deployment) => [deployment.metadata?.name, deployment]));
  const waiting = names.filter((name) => !rolledOut(found.get(name)));
  return {
    done: waiting.length === 0,
    says:
      waiting.length === 0
        ? `${names.join(' and ')} available`
        : `${names.length - waiting.length} of ${names.length} available; waiting for ${waiting.join(', ')}`,
  };
}

function rolledOut(deployment: V1Deployment | undefined): boolean {
  if (!deployment?.status) return false;
  const { metadata, spec, status } = deployment;
  const wanted = spec?.replicas ?? 1;
  return (
    (status.observedGeneration ?? 0) >= (metadata?.generation ?? 0) &&
    status.updatedReplicas === wanted &&
    status.availableReplicas === wanted &&
    status.replicas === wanted
  );
}

function isReady({ status }: V1Pod | V1Node): boolean {
  return status?.conditions?.some(({ type, status: value }) => type === 'Ready' && value === 'True') ?? false;
}

function reason(pod: V1Pod): string {
  const stuck = pod.status?.containerStatuses?.find(({ state }) => state?.waiting?.reason)?.state?.waiting?.reason;
  return stuck ? ` (${stuck})` : '';
}

/** The namespace `default` has its service account: without it the first pod is refused. */
export async function defaultAccount({ core }: Api): Promise<Look> {
  const { items } = await core.listNamespacedServiceAccount({ namespace: 'default' });
  const there = items.some(({ metadata }) => metadata?.name === 'default');
  return { done: there, says: there ? 'default service account there' : 'no default service account yet' };
}

/** Joins looks: done when all are. */
export async function all(...looks: Promise<Look>[]): Promise<Look> {
  const seen = await Promise.all(looks);
  return { done: seen.every(({ done }) => done), says: seen.map(({ says }) => says).join(', ') };
}
