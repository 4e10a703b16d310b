import { InfrastructureError } from '../errors.ts';
import { api } from './http.ts';

interface Resource {
  name: string;
  kind: string;
  namespaced: boolean;
}

const known = new Map<string, Promise<Resource[]>>();

/** The API path of a kind, from the server's own discovery: plural names cannot be guessed. */
export async function pathOf(apiVersion: string, kind: string, namespace?: string): Promise<string> {
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  let resources = known.get(base);
  if (!resources) {
    resources = discover(base);
    known.set(base, resources);
    // a missing API may appear later (Istio's, before the mesh is installed)
    resources.catch(() => known.delete(base));
  }
  const found = (await resources).find((one) => one.kind === kind && !one.name.includes('/'));
  if (!found) throw new InfrastructureError(`the API server serves no ${kind} in ${apiVersion}`);
  return `${base}${found.namespaced && namespace ? `/namespaces/${namespace}` : ''}/${found.name}`;
}

async function discover(base: string): Promise<Resource[]> {
  const answer = await api(base);
  if (answer.status !== 200) throw new InfrastructureError(`the API server does not serve ${base}: ${answer.status}`);
  return (JSON.parse(answer.body) as { resources: Resource[] }).resources;
}
