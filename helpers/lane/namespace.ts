import { owner, ownerLabel } from '../../cluster/records/names.ts';
import { apply, list, read, remove } from '../kube/objects.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';
import { runKey } from '../settings.ts';

const runMark = 'meshproof/run';

export async function createNamespace(name: string, injection: boolean): Promise<void> {
  await apply({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: { [ownerLabel]: owner, [runMark]: runKey(), ...(injection && { 'istio-injection': 'enabled' }) },
    },
  });
  await until(`the default service account of namespace ${name}`, times.serviceAccount, async () =>
    (await read('v1', 'ServiceAccount', name, 'default')) ? true : 'its controller has not made one',
  );
}

export async function removeNamespace(name: string): Promise<void> {
  await remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/** Namespaces that runs of this checkout made, or one of its runs. */
export async function leftNamespaces(run?: string): Promise<string[]> {
  const found = await list('v1', 'Namespace', undefined, `${ownerLabel}=${owner}${run ? `,${runMark}=${run}` : ''}`);
  return found.map((one) => one.metadata?.name ?? '');
}
