import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { createdHere, noteCreated } from '../../cluster/records/created.ts';
import { clusterFolder, owner, ownerLabel } from '../../cluster/host/names.ts';
import { plantApi } from '../kube/testing.ts';

const notApplicable = expect.objectContaining({ name: 'NotApplicable' });
const lane = { kind: 'Namespace', name: 'mp-lane-1', uid: 'u-1' };
const configMap = (metadata: string) => `{apiVersion: v1, kind: ConfigMap, metadata: {name: istio, ${metadata}}, data: {a: b}}`;
const changes = (requests: string[]) => requests.filter((one) => !one.startsWith('GET '));

async function openLane(provider: 'existing' | 'kind') {
  const api = await plantApi(provider);
  noteCreated(clusterFolder(), lane);
  const { Lane } = await import('./lane.ts');
  return { api, lane: new Lane(lane.name, 'x.spec.ts') };
}

test.each(['namespace: istio-system', '"namespace": "kube-system"', 'namespace: somebody'])(
  'a manifest with %s is refused in a cluster that is not ours, and nothing was sent',
  async (namespace) => {
    const { api, lane } = await openLane('existing');
    await expect(lane.apply(configMap(namespace))).rejects.toEqual(notApplicable);
    await expect(lane.remove(configMap(namespace))).rejects.toEqual(notApplicable);
    expect(changes(api.requests)).toEqual([]);
  },
);

test('so is an object of the whole cluster, whatever namespace it says', async () => {
  const { api, lane } = await openLane('existing');
  const role = '{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: admin}}';
  await expect(lane.apply(role)).rejects.toEqual(notApplicable);
  await expect(lane.apply('{apiVersion: v1, kind: Namespace, metadata: {name: somebody}}')).rejects.toEqual(notApplicable);
  expect(changes(api.requests)).toEqual([]);
});

test('a pod that reaches into its node is refused there', async () => {
  const { api, lane } = await openLane('existing');
  const pod = '{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {hostNetwork: true, containers: []}}';
  await expect(lane.apply(pod)).rejects.toEqual(notApplicable);
  expect(changes(api.requests)).toEqual([]);
});

test.each(['namespace: default', '"namespace": "default"', 'labels: {}'])('with %s it reaches the lane', async (namespace) => {
  const { api, lane } = await openLane('existing');
  await lane.apply(configMap(namespace));
  expect(changes(api.requests)).toEqual(['PATCH /api/v1/namespaces/mp-lane-1/configmaps/istio']);
});

test('in our own cluster a file that runs alone may reach the mesh’s root namespace', async () => {
  const { api, lane } = await openLane('kind');
  lane.specFile = 'x.serial.spec.ts';
  await lane.apply(configMap('namespace: istio-system'));
  expect(changes(api.requests)).toEqual(['PATCH /api/v1/namespaces/istio-system/configmaps/istio']);
});

test('and no other: beside it the claims of other lanes run', async () => {
  const { api, lane } = await openLane('kind');
  await expect(lane.apply(configMap('namespace: istio-system'))).rejects.toThrow(
    /istio-system, which is none of this lane’s: nothing was sent/,
  );
  await expect(lane.remove(configMap('namespace: istio-system'))).rejects.toThrow(/serial/);
  expect(api.requests).toEqual([]);
});

test('what was applied outside of the lane goes at its end, and the rest with the namespaces', async () => {
  const { api, lane } = await openLane('kind');
  lane.specFile = 'x.serial.spec.ts';
  await lane.apply(`${configMap('namespace: istio-system')}\n---\n${configMap('labels: {}')}`);
  await lane.apply('{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: looks}}');
  const labels = api.bodies.flatMap(({ metadata }: any) => (metadata?.labels ? [Object.keys(metadata.labels as object)] : []));
  const found = ['meshproof/checkout', 'meshproof/run', 'meshproof/run-name', 'app.kubernetes.io/managed-by'];
  expect(labels).toEqual([found, ['app.kubernetes.io/managed-by'], found]);
  api.requests.length = 0;
  await lane.close();
  expect(changes(api.requests).sort()).toEqual([
    'DELETE /api/v1/namespaces/istio-system/configmaps/istio',
    'DELETE /apis/rbac.authorization.k8s.io/v1/clusterroles/looks',
  ]);
});

test('a program is not started in somebody else’s pod', async () => {
  const api = await plantApi('existing');
  const { exec } = await import('../kube/exec.ts');
  await expect(exec({ namespace: 'kube-system', pod: 'kube-proxy-1', container: 'kube-proxy' }, ['id'])).rejects.toEqual(
    notApplicable,
  );
  expect(api.requests).toEqual([]);
});

test('a namespace is created, not applied, and noted with its uid', async () => {
  const api = await plantApi('existing');
  const { createNamespace } = await import('./namespace.ts');
  await createNamespace('mp-lane-2', true);
  expect(changes(api.requests)).toEqual(['POST /api/v1/namespaces']);
  expect(createdHere(clusterFolder())).toEqual([{ kind: 'Namespace', name: 'mp-lane-2', uid: 'uid-1' }]);
});

const taken = (labels: Record<string, string>) => (request: string) => {
  if (request === 'POST /api/v1/namespaces') return { status: 409, body: { message: 'already exists' } };
  return { body: { metadata: { name: 'mp-lane-2', uid: 'theirs', labels } } };
};

test('a name that somebody else has taken is left alone', async () => {
  const api = await plantApi('existing', taken({ [ownerLabel]: owner }));
  const { createNamespace } = await import('./namespace.ts');
  await expect(createNamespace('mp-lane-2', false)).rejects.toThrow('was not created by this run');
  expect(changes(api.requests)).toEqual(['POST /api/v1/namespaces']);
  expect(createdHere(clusterFolder())).toEqual([]);
});

test('one whose creation was answered, and the answer lost, is this run’s', async () => {
  const { runKey } = await import('../settings.ts');
  await plantApi('existing', taken({ [ownerLabel]: owner, 'meshproof/run': runKey() }));
  const { createNamespace } = await import('./namespace.ts');
  await createNamespace('mp-lane-2', false);
  expect(createdHere(clusterFolder())).toEqual([{ kind: 'Namespace', name: 'mp-lane-2', uid: 'theirs' }]);
});

test('what a former run left is what the record says, not the label', async () => {
  const of = (name: string, uid: string) => ({ metadata: { name, uid, labels: { [ownerLabel]: owner } } });
  const items = [of('mp-lane-1', 'u-1'), of('copied', 'u-9')];
  const answer = () => ({ body: { items } });
  await plantApi('existing', answer);
  noteCreated(clusterFolder(), lane);
  expect(await (await import('./namespace.ts')).leftNamespaces()).toEqual(['mp-lane-1']);
  await plantApi('kind', answer);
  expect(await (await import('./namespace.ts')).leftNamespaces()).toEqual(['mp-lane-1', 'copied']);
});
