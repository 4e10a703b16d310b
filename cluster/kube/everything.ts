import { InfrastructureError } from '../host/errors.ts';
import type { Ask } from './ask.ts';

/** A kind that the API server serves, in the version that it prefers. */
export type Kind = { base: string; plural: string; kind: string; namespaced: boolean; verbs: string[] };

export type Labelled = {
  kind: string;
  path: string;
  namespace?: string;
  name: string;
  uid: string;
  labels: Record<string, string>;
  /** As the API server answered it. */
  object: any;
};

/**
 * All kinds that can be listed.
 *
 * @throws InfrastructureError where a group of the API server's is silent: what it holds would be taken for nothing
 */
export async function kindsServed(ask: Ask): Promise<Kind[]> {
  const { groups = [] } = await answered(ask, '/apis');
  const bases = ['/api/v1', ...groups.map((one: any) => `/apis/${one.preferredVersion.groupVersion}`)];
  const lists = await Promise.all(
    bases.map(async (base: string) => {
      const { resources = [] } = await answered(ask, base);
      return (resources as { name: string; kind: string; namespaced: boolean; verbs: string[] }[])
        .filter(({ name, verbs }) => !name.includes('/') && verbs.includes('list'))
        .map(({ name, kind, namespaced, verbs }): Kind => ({ base, plural: name, kind, namespaced, verbs }));
    }),
  );
  return lists.flat();
}

/** Every object of a kind, in all namespaces. @returns undefined where this is not allowed */
export async function listAll(
  ask: Ask,
  { base, plural, kind, namespaced }: Kind,
  selector = '',
): Promise<Labelled[] | undefined> {
  const found: Labelled[] = [];
  let next = '';
  do {
    const query = new URLSearchParams({ limit: '500', labelSelector: selector, continue: next });
    const { status, body } = await ask(`${base}/${plural}?${query.toString()}`);
    if (status === 403) return undefined;
    // a kind such as ComponentStatus or a metric may be listed in name only
    if (status === 404 || status === 405) return found;
    if (status !== 200) throw silent(`${base}/${plural}`, status);
    for (const object of body.items ?? []) {
      const { name, namespace, uid, labels = {} } = object.metadata;
      const path = `${base}/${namespaced ? `namespaces/${namespace}/` : ''}${plural}/${name}`;
      found.push({ kind, path, namespace, name, uid, labels, object });
    }
    next = body.metadata?.continue ?? '';
  } while (next);
  return found;
}

async function answered(ask: Ask, path: string): Promise<any> {
  const { status, body } = await ask(path);
  if (status === 200) return body;
  throw silent(path, status);
}

const silent = (path: string, status: number) =>
  new InfrastructureError(`The API server answered ${status} to GET ${path}.`, {
    remedy: 'See `kubectl get apiservices`: one that is not available has to be mended first.',
  });
