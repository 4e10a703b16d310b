import { createdHere } from '../../cluster/records/created.ts';
import { clusterFolder } from '../../cluster/host/names.ts';
import { rights, tokenPath, userOf } from '../../cluster/records/rights.ts';
import { NotApplicable } from '../errors.ts';
import { connection } from './connection.ts';
import type { Manifest } from './manifest.ts';

/** Whether the cluster was made by us. In another one nothing may be touched that was not created by us. */
export async function isOurs(): Promise<boolean> {
  const { cluster } = await connection();
  return cluster.capabilities.owned;
}

/** What may be created outside of namespaces: a lane's namespace, and a question that leaves nothing behind. */
const mayBeCreated = ['namespaces', 'subjectaccessreviews'];
/** A token leaves nothing behind either. */
const tokenPaths: string[] = rights.readers.map(tokenPath);

/** Whether a namespace was created by us. */
export type Owns = (namespace: string) => boolean;

/** Whether a request changes nothing but what we created: by its path, which the API server goes by too. */
export function isWithin(method: string, path: string, owns: Owns): boolean {
  if (method === 'GET') return true;
  const { pathname } = new URL(path, 'https://api');
  if (method === 'POST' && tokenPaths.includes(pathname)) return true;
  const [, resource = '', name = ''] = /^\/api(?:s\/[^/]+)?\/[^/]+\/([^/]+)(?:\/([^/]+))?/.exec(pathname) ?? [];
  if (method === 'POST' && name === '') return mayBeCreated.includes(resource);
  return resource === 'namespaces' && name !== '' && owns(decodeURIComponent(name));
}

/**
 * The API server refuses the same (cluster/manifests/existing-rights.yaml); here it is refused with the need that the ledger knows.
 *
 * @throws {NotApplicable} where a cluster that is not ours would be changed outside of what this checkout created in it
 */
export async function stayWithin(method: string, path: string): Promise<void> {
  if (method === 'GET' || (await isOurs())) return;
  const created = createdHere(clusterFolder());
  const owns: Owns = (namespace) => created.some(({ kind, name }) => kind === 'Namespace' && name === namespace);
  if (isWithin(method, path, owns)) return;
  throw new NotApplicable(
    'our-cluster',
    `${method} ${path.split('?')[0]} is outside of the lane’s namespaces, and this cluster is not ours: nothing was sent.`,
  );
}

const mayBeAdded: readonly string[] = rights.capabilities;

/** What of a pod reaches into its node; undefined where nothing does. */
export function nodePart(object: Manifest): string | undefined {
  const spec =
    object.kind === 'Pod' ? object.spec : (object.spec?.template?.spec ?? object.spec?.jobTemplate?.spec?.template?.spec);
  if (typeof spec !== 'object' || spec === null) return undefined;
  const own = ['hostNetwork', 'hostPID', 'hostIPC'].find((field) => spec[field] === true);
  const containers = [...(spec.containers ?? []), ...(spec.initContainers ?? [])] as Manifest[];
  if (own) return own;
  if (spec.volumes?.some((one: Manifest) => 'hostPath' in one)) return 'hostPath';
  if (containers.some((one) => one.securityContext?.privileged === true)) return 'privileged';
  const added = containers.flatMap((one) => (one.securityContext?.capabilities?.add ?? []) as string[]);
  const beyond = added.find((one) => !mayBeAdded.includes(one));
  if (beyond) return `capability ${beyond}`;
  return containers.some((one) => one.ports?.some((port: Manifest) => port.hostPort)) ? 'hostPort' : undefined;
}

/** @throws {NotApplicable} where a pod would reach into a node of a cluster that is not ours */
export async function stayOffNodes(object: Manifest): Promise<void> {
  const part = nodePart(object);
  if (part === undefined || (await isOurs())) return;
  throw new NotApplicable(
    'our-cluster',
    `${object.kind} ${object.metadata?.name} reaches into its node (${part}), and this cluster’s nodes are not ours: it was not made.`,
  );
}

/**
 * Words of the API server for what our rights in a cluster of others do not allow: RBAC's of a request, RBAC's of a Role that gives more than
 * who makes it has (k8s.io/kubernetes/pkg/registry/rbac/validation), and those of our admission policies.
 */
const beyondRights = new RegExp(
  `"${userOf('[a-z0-9-]+')}" (cannot|\\(groups=.*is attempting to grant)|ValidatingAdmissionPolicy '${rights.policy.split('-')[0]}-`,
);

/** The line that says so. An audit log tells, a JSON object a line (audit.k8s.io/v1), of what was refused to others or earlier: no such line does. */
export const rightsRefusal = (text: string): string | undefined =>
  text.split('\n').find((line) => beyondRights.test(line) && !line.startsWith('{'));
