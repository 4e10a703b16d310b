import { InfrastructureError } from '../errors.ts';
import { api } from './http.ts';

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** The API server has no such kind. */
export class NotServed extends InfrastructureError {}

const known = new Map<string, Promise<Resource[]>>();

/** The API path of a kind, from the server's own discovery: plural names cannot be guessed. */
export async function pathOf(apiVersion: string, kind: string, namespace?: string): Promise<string> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  // a group may have got the kind since it was asked for its kinds
  const found = (await kindIn(base, kind)) ?? (known.delete(base) ? await kindIn(base, kind) : undefined);
  if (!found) throw new NotServed(`the API server serves no ${kind} in ${apiVersion}`);
  return `${base}${found.namespaced && namespace ? `/namespaces/${namespace}` : ''}/${found.name}`;
}

async function kindIn(base: string, kind: string): Promise<Resource | undefined> {
  let resources = known.get(base);
  if (!resources) {
    resources = discover(base);
    known.set(base, resources);
    // a missing API may appear later (Istio's, before the mesh is installed)
    resources.catch(() => known.delete(base));
  }
  return (await resources).find((one) => one.kind === kind && !one.name.includes('/'));
}

async function discover(base: string): Promise<Resource[]> {
  const answer = await api(base);
  if (answer.status === 404) throw new NotServed(`the API server does not serve ${base}: 404`);
  if (answer.status !== 200) throw new InfrastructureError(`the API server does not serve ${base}: ${answer.status}`);
  return (JSON.parse(answer.body) as { resources: Resource[] }).resources;
}
