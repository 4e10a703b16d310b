import { createdHere, noteCreated } from '../../cluster/records/created.ts';
import { clusterFolder, owner, ownerLabel } from '../../cluster/host/names.ts';
import { injectionLabel } from '../../cluster/records/injection.ts';
import { runLabel as runMark } from '../../cluster/records/marks.ts';
import { InfrastructureError } from '../errors.ts';
import { isOurs } from '../kube/bounds.ts';
import { marks } from '../kube/marks.ts';
import { create, list, patch, read, remove, type Manifest } from '../kube/objects.ts';
import { runKey } from '../settings.ts';
import { times } from '../times.ts';
import { seenWithin, until } from '../waiting.ts';

const keptMark = 'meshproof/kept';

/** @throws {InfrastructureError} where the name is taken by anything that this run did not create */
export async function createNamespace(name: string, injection: boolean): Promise<void> {
  const labels = { ...marks(), ...(injection && Object.fromEntries([injectionLabel()])) };
  await createOwn({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
  await until(`the default service account of namespace ${name}`, times.serviceAccount, async () =>
    (await read('v1', 'ServiceAccount', name, 'default')) ? true : 'its controller has not made one',
  );
}

/** Changes whether pods that are made from now on get a sidecar. */
export async function setInjection(name: string, injection: boolean): Promise<void> {
  const [label, value] = injectionLabel();
  const labels = { [label]: injection ? value : null };
  await patch({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
}

/**
 * Creates a cluster-wide object, and notes in somebody else's cluster that it was us. A name that is taken is taken over only where
 * this very run has taken it: its request was answered, and the answer was lost.
 */
async function createOwn(object: Manifest): Promise<void> {
  const { apiVersion = '', kind = '', metadata } = object;
  const created = (await create(object)) ?? ofThisRun(await read(apiVersion, kind, undefined, metadata?.name ?? ''));
  if (!created)
    throw new InfrastructureError(`${kind} ${metadata?.name} is there already and was not created by this run: it is left alone`);
  if (!(await isOurs())) noteCreated(clusterFolder(), { kind, name: metadata?.name ?? '', uid: created.metadata?.uid as string });
}

function ofThisRun(found: Manifest | undefined): Manifest | undefined {
  const labels = found?.metadata?.labels;
  return labels?.[ownerLabel] === owner && labels[runMark] === runKey() ? found : undefined;
}

export async function removeNamespace(name: string): Promise<void> {
  await remove({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
}

/** Waits until the namespaces are gone with all that is in them; says which stay. */
export async function stayingNamespaces(names: readonly string[]): Promise<string[]> {
  const staying = names.map(async (name) => {
    const gone = await seenWithin(times.namespaceGone, async () =>
      (await read('v1', 'Namespace', undefined, name)) ? 'still there' : true,
    );
    return gone ? [] : [`namespace ${name} is still being removed`];
  });
  return (await Promise.all(staying)).flat();
}

/** Marks a namespace to outlive its run: somebody wants to look into it. The next run of this checkout removes it. */
export async function keepNamespace(name: string): Promise<void> {
  await patch({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels: { [keptMark]: 'true' } } });
}

/**
 * Namespaces that runs of this checkout made: all of them, or without those that are kept, of one run or of all. In somebody else's
 * cluster those of them that a record says were created by us.
 */
export async function leftNamespaces({ run, kept = true }: { run?: string; kept?: boolean } = {}): Promise<string[]> {
  const selector = [`${ownerLabel}=${owner}`, ...(run ? [`${runMark}=${run}`] : []), ...(kept ? [] : [`${keptMark}!=true`])];
  const found = await list('v1', 'Namespace', undefined, selector.join(','));
  const created = new Set(createdHere(clusterFolder()).map(({ uid }) => uid));
  const ours = (await isOurs()) ? found : found.filter(({ metadata }) => created.has(metadata?.uid as string));
  return ours.map((one) => one.metadata?.name ?? '');
}
