import { owner, ownerLabel } from '../../cluster/records/names.ts';
import { apply, list, patch, read, remove } from '../kube/objects.ts';
import { times } from '../times.ts';
import { until } from '../waiting.ts';
import { runKey } from '../settings.ts';

const runMark = 'meshproof/run';
const keptMark = 'meshproof/kept';

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

/** Marks a namespace to outlive its run: somebody wants to look into it. The next run of this checkout removes it. */
export async function keepNamespace(name: string): Promise<void> {
  await patch({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { [keptMark]: 'true' } } });
}

/** Namespaces that runs of this checkout made: all of them, or without those that are kept, of one run or of all. */
export async function leftNamespaces({ run, kept = true }: { run?: string; kept?: boolean } = {}): Promise<string[]> {
  const marks = [`${ownerLabel}=${owner}`, ...(run ? [`${runMark}=${run}`] : []), ...(kept ? [] : [`${keptMark}!=true`])];
  const found = await list('v1', 'Namespace', undefined, marks.join(','));
  return found.map((one) => one.metadata?.name ?? '');
}
