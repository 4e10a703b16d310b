import { lanePrefix } from '../../cluster/records/marks.ts';
import { InfrastructureError, NotApplicable, ObjectRefused } from '../errors.ts';
import { excerpt } from '../evidence/shortened.ts';
import { jsonIn } from '../json.ts';
import { rightsRefusal, stayOffNodes } from './bounds.ts';
import { api, type ApiAnswer } from './http.ts';
import type { Manifest } from './manifest.ts';
import { marks } from './marks.ts';
import { served } from './customResources.ts';
import { pathOf } from './resources.ts';

export type { Manifest } from './manifest.ts';
export { parseManifests } from './yaml.ts';

const fieldManager = 'meshproof';

/**
 * Server-side apply, or creation where the API server is to find the name. A field that the API server does not know is an error: nobody
 * would read a warning. The kind of a new CustomResourceDefinition can be used afterwards.
 */
export async function apply(object: Manifest): Promise<Manifest> {
  await stayOffNodes(object);
  const wanted = {
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata?.labels, ...(await marksFor(object)) } },
  };
  if (isUnnamed(object)) return accepted(`create ${nameOf(object)}`, await post(wanted));
  const path = `${await named(object)}?fieldManager=${fieldManager}&force=true&fieldValidation=Strict`;
  const applied = accepted(
    `apply ${nameOf(object)}`,
    await api(path, { method: 'PATCH', contentType: 'application/apply-patch+yaml', body: JSON.stringify(wanted) }),
  );
  await served(object);
  return applied;
}

/** What is in a lane goes with it; what is not has to be found after a crash. */
async function marksFor({ apiVersion = '', kind = '', metadata }: Manifest): Promise<Record<string, string>> {
  const path = await pathOf(apiVersion, kind, metadata?.namespace);
  return path.includes(`/namespaces/${lanePrefix}`) ? { 'app.kubernetes.io/managed-by': fieldManager } : marks();
}

/** Creates an object that must not be there yet: whatever has its name is left as it is. @returns undefined where the name is taken */
export async function create(object: Manifest): Promise<Manifest | undefined> {
  const answer = await post(object);
  return answer.status === 409 ? undefined : accepted(`create ${nameOf(object)}`, answer);
}

/** JSON merge patch (RFC 7386) of the object or of a subresource; null removes. */
export async function patch(object: Manifest, options: { subresource?: string; strategic?: boolean } = {}): Promise<Manifest> {
  const contentType = options.strategic ? 'application/strategic-merge-patch+json' : 'application/merge-patch+json';
  const path = `${await named(object)}${options.subresource ? `/${options.subresource}` : ''}`;
  return accepted(`patch ${nameOf(object)}`, await api(path, { method: 'PATCH', contentType, body: JSON.stringify(object) }));
}

/** Undefined where the object does not exist. */
export async function read(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
): Promise<Manifest | undefined> {
  const answer = await api(`${await pathOf(apiVersion, kind, namespace)}/${name}`);
  return answer.status === 404 ? undefined : accepted(`read ${kind}/${name}`, answer);
}

export async function list(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  labels?: string,
): Promise<Manifest[]> {
  const query = labels ? `?labelSelector=${encodeURIComponent(labels)}` : '';
  const found = accepted(`list ${kind}`, await api(`${await pathOf(apiVersion, kind, namespace)}${query}`));
  return (found.items as Manifest[]).map((one) => ({ apiVersion, kind, ...one }));
}

/** An object that does not exist counts as deleted. An object with a uid is deleted only if it still is that one. */
export async function remove(object: Manifest, gracePeriodSeconds?: number): Promise<void> {
  const preconditions = object.metadata?.uid ? { uid: object.metadata.uid as string } : undefined;
  const options = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background', gracePeriodSeconds, preconditions };
  const body = JSON.stringify(options);
  const answer = await api(await named(object), { method: 'DELETE', contentType: 'application/json', body });
  if (answer.status !== 404) accepted(`delete ${nameOf(object)}`, answer);
}

async function post(object: Manifest): Promise<ApiAnswer> {
  const path = await pathOf(object.apiVersion ?? '', object.kind ?? '', object.metadata?.namespace);
  const body = JSON.stringify(object);
  const query = `fieldManager=${fieldManager}&fieldValidation=Strict`;
  return api(`${path}?${query}`, { method: 'POST', contentType: 'application/json', body, once: isUnnamed(object) });
}

/** Whether the API server finds its name (`generateName`). */
export function isUnnamed({ metadata }: Manifest): boolean {
  return metadata?.name === undefined && metadata?.generateName !== undefined;
}

export function nameOf({ kind, metadata }: Manifest): string {
  return `${kind}/${metadata?.name ?? metadata?.generateName}`;
}

async function named(object: Manifest): Promise<string> {
  return `${await pathOf(object.apiVersion ?? '', object.kind ?? '', object.metadata?.namespace)}/${object.metadata?.name}`;
}

/** A field of another type than its kind's, or a key that is there twice, which a server-side apply answers with 500 (kubernetes/kubernetes#139253). */
const ofWrongType = /failed to create typed patch object/;

/** The object of an answer; a refusal throws the API server's own words. */
function accepted(what: string, { status, body }: ApiAnswer): Manifest {
  const parsed = jsonIn(body) as Manifest | undefined;
  const refusal = `${what} was refused: ${status} ${parsed?.message ?? excerpt(body, 300)}`;
  if (status === 400 || status === 422 || ofWrongType.test(refusal)) throw new ObjectRefused(refusal);
  const beyond = status === 403 ? rightsRefusal(parsed?.message ?? '') : undefined;
  if (beyond)
    throw new NotApplicable('our-cluster', `${what}: nobody gave us the right in this cluster. ${excerpt(beyond, 300)}`);
  if (status >= 300) throw new InfrastructureError(refusal);
  return parsed ?? {};
}
