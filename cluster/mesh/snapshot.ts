import { createHash } from 'node:crypto';
import { InfrastructureError } from '../host/errors.ts';
import type { Ask } from '../kube/ask.ts';
import { kindsServed, listAll } from '../kube/everything.ts';

/** What a cluster writes by itself all the time: that it is alive, what happened, and how much it uses. */
const alive = ['Event', 'Lease', 'ComponentStatus', 'NodeMetrics', 'PodMetrics'];

/** Kubelets ask for certificates by themselves, and the controller manager removes such a request an hour after it was granted. */
const signersOfKubelets = ['kubernetes.io/kube-apiserver-client-kubelet', 'kubernetes.io/kubelet-serving'];
/** The API server keeps an IPAddress for each Service's, and removes it some time after the Service, which is compared itself. */
const allocator = 'ipallocator.k8s.io';
const isOfTheCluster = ({ metadata, spec }: any): boolean =>
  signersOfKubelets.includes(spec?.signerName) || metadata.labels?.['ipaddress.kubernetes.io/managed-by'] === allocator;

/** By the path of each object: a hash of what somebody has written. No content is kept, because Secrets are among them. */
export type Snapshot = Record<string, string>;

/**
 * Every object of every kind in a cluster.
 *
 * @throws InfrastructureError where a kind may not be listed: a snapshot without it would prove nothing
 */
export async function takeSnapshot(ask: Ask): Promise<Snapshot> {
  const kinds = (await kindsServed(ask)).filter(({ kind }) => !alive.includes(kind));
  const lists = await Promise.all(kinds.map(async (kind) => ({ kind, found: await listAll(ask, kind) })));
  const unread = lists.flatMap(({ kind: { base, plural }, found }) => (found ? [] : [`${base}/${plural}`]));
  if (unread.length)
    throw new InfrastructureError(`KUBECONFIG's user may not list ${unread.join(', ')}.`, {
      remedy: 'Take a user who may list everything: what is not seen is not compared.',
    });
  const objects = lists.flatMap(({ found = [] }) =>
    found.filter(({ object }) => !isOfTheCluster(object)).map(({ path, object }) => [path, hashOf(object)] as const),
  );
  return Object.fromEntries(objects.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The object's own uid is part of it: one that was made again under its name is another one. Controllers write the rest. */
function hashOf({ metadata, status: _status, ...content }: any): string {
  const { resourceVersion: _version, managedFields: _fields, generation: _generation, annotations, ...own } = metadata;
  const { 'control-plane.alpha.kubernetes.io/leader': _leader, ...notes } = annotations ?? {};
  return createHash('sha256')
    .update(JSON.stringify([content, own, notes]))
    .digest('hex');
}

/** One line for each object that came (+), went (-) or changed (~), in the order of their paths. */
export function compareSnapshots(before: Snapshot, after: Snapshot): string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return paths.flatMap((path) => {
    if (before[path] === after[path]) return [];
    return [`${before[path] === undefined ? '+' : after[path] === undefined ? '-' : '~'} ${path}`];
  });
}
