import { ApiException, PatchStrategy, type KubernetesObject } from '@kubernetes/client-node';
import { parseAllDocuments } from 'yaml';
import pRetry from 'p-retry';
import { InfrastructureError, messageOf } from '../errors.ts';
import { connection } from './connection.ts';
import { waiting } from './waiting.ts';

/** A Kubernetes object as the API gives it, with what this suite reads of any kind. */
export type Manifest = KubernetesObject & { [field: string]: any };

const fieldManager = 'meshproof';

/** Documents of a YAML text that hold an object. Throws with the position where the text is no YAML. */
export function parseManifests(text: string, name: string): Manifest[] {
  return parseAllDocuments(text).flatMap((one) => {
    const [error] = one.errors;
    if (error) throw new Error(`${name}: ${error.message}`);
    const value = one.toJS() as Manifest | null;
    return value ? [value] : [];
  });
}

/** Server-side apply. An object the API server refuses rejects with its words; it is a result, so it is not repeated. */
export async function apply(object: Manifest): Promise<Manifest> {
  const { objects } = await connection();
  const wanted = {
    ...object,
    metadata: { ...object.metadata, labels: { ...object.metadata?.labels, 'app.kubernetes.io/managed-by': fieldManager } },
  };
  return call(`apply ${nameOf(object)}`, () =>
    objects.patch(wanted as KubernetesObject, undefined, undefined, fieldManager, true, PatchStrategy.ServerSideApply),
  ) as Promise<Manifest>;
}

export async function patch(object: Manifest, strategy: PatchStrategy = PatchStrategy.MergePatch): Promise<Manifest> {
  const { objects } = await connection();
  return call(`patch ${nameOf(object)}`, () =>
    objects.patch(object as KubernetesObject, undefined, undefined, undefined, undefined, strategy),
  ) as Promise<Manifest>;
}

/** Undefined where the object does not exist. */
export async function read(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  name: string,
): Promise<Manifest | undefined> {
  const { objects } = await connection();
  return call(
    `read ${kind}/${name}`,
    () => objects.read({ apiVersion, kind, metadata: { namespace: namespace as string, name } }) as Promise<Manifest>,
  ).catch(absent);
}

export async function list(
  apiVersion: string,
  kind: string,
  namespace: string | undefined,
  labels?: string,
): Promise<Manifest[]> {
  const { objects } = await connection();
  const found = await call(`list ${kind}`, () =>
    objects.list(apiVersion, kind, namespace, undefined, undefined, undefined, undefined, labels),
  );
  return found.items as Manifest[];
}

/** Deleting what is gone already is fine. */
export async function remove(object: Manifest, gracePeriodSeconds?: number): Promise<void> {
  const { objects } = await connection();
  await call(`delete ${nameOf(object)}`, () =>
    objects.delete(object as KubernetesObject, undefined, undefined, gracePeriodSeconds, undefined, 'Background'),
  ).catch(absent);
}

/** The API server's own words on a refused request, or undefined for another kind of error. */
export function refusalOf(error: unknown): { code: number; message: string } | undefined {
  if (!(error instanceof ApiException)) return undefined;
  const body: unknown = error.body;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const status = /"message":"((?:[^"\\]|\\.)*)"/.exec(text);
  return { code: error.code, message: status?.[1]?.replaceAll('\\"', '"') ?? text };
}

function call<T>(what: string, work: () => Promise<T>): Promise<T> {
  return waiting(() =>
    pRetry(
      () =>
        work().catch((error: unknown) => {
          if (error instanceof ApiException && error.code < 500 && error.code !== 429 && error.code !== 409) throw error;
          throw new InfrastructureError(`${what}: ${refusalOf(error)?.message ?? messageOf(error)}`);
        }),
      { retries: 3, minTimeout: 200, shouldRetry: ({ error }) => error instanceof InfrastructureError },
    ),
  );
}

function absent(error: unknown): undefined {
  if (error instanceof ApiException && error.code === 404) return undefined;
  throw error;
}

export function nameOf(object: Manifest): string {
  return `${object.kind}/${object.metadata?.name}`;
}
