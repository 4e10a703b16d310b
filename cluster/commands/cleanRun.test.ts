import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { temporaryFolder } from '../host/testing.ts';
import { plantServer } from '../kube/testing.ts';
import { runCli } from './run.ts';

const rbac = '/apis/rbac.authorization.k8s.io/v1';
const all = ['list', 'delete'];
const discovery: Record<string, object> = {
  '/apis': { groups: [{ preferredVersion: { groupVersion: 'rbac.authorization.k8s.io/v1' } }] },
  '/api/v1': {
    resources: [
      { name: 'namespaces', kind: 'Namespace', namespaced: false, verbs: all },
      { name: 'configmaps', kind: 'ConfigMap', namespaced: true, verbs: all },
      { name: 'configmaps/status', kind: 'ConfigMap', namespaced: true, verbs: ['get'] },
    ],
  },
  [rbac]: { resources: [{ name: 'clusterroles', kind: 'ClusterRole', namespaced: false, verbs: all }] },
};
const marks = (run: string, name: string) => ({
  'app.kubernetes.io/managed-by': 'meshproof',
  'meshproof/run': run,
  'meshproof/run-name': name,
  'meshproof/checkout': 'of-another-checkout',
});
const killed = marks('abc123', '2026-11-27-killed');

/** A cluster with what two runs left, and a namespace with a foreign object in it. */
async function cluster() {
  const objects: Record<string, any[]> = {
    '/api/v1/namespaces': [
      { metadata: { name: 'mp-lane-1', uid: 'u-1', labels: killed } },
      { metadata: { name: 'mp-lane-2', uid: 'u-2', labels: marks('def456', '2026-11-28-other') } },
      { metadata: { name: 'mp-lane-3', uid: 'u-3', labels: {} } },
    ],
    '/api/v1/configmaps': [
      { metadata: { name: 'in-lane', namespace: 'mp-lane-1', uid: 'u-4', labels: killed } },
      { metadata: { name: 'outside', namespace: 'istio-system', uid: 'u-5', labels: killed } },
      { metadata: { name: 'istio', namespace: 'istio-system', uid: 'u-6', labels: {} } },
    ],
    [`${rbac}/clusterroles`]: [{ metadata: { name: 'looks', uid: 'u-7', labels: killed } }],
  };
  const { text, asked } = await plantServer(({ method, path, query, body }) => {
    if (path.endsWith('/selfsubjectreviews'))
      return { status: 201, body: { status: { userInfo: { username: 'system:serviceaccount:meshproof:runner' } } } };
    if (discovery[path]) return { status: 200, body: discovery[path] };
    if (method === 'DELETE') {
      const { uid } = (body as { preconditions: { uid: string } }).preconditions;
      const gone = Object.values(objects)
        .flat()
        .find(({ metadata }) => metadata.uid === uid);
      for (const [list, items] of Object.entries(objects))
        objects[list] = items.filter(({ metadata }) => metadata.uid !== uid && metadata.namespace !== gone.metadata.name);
      return { status: 200, body: {} };
    }
    const marked = (query.get('labelSelector') ?? '').split(',')[0] ?? '';
    const items = objects[path]?.filter(({ metadata }) => marked === '' || marked in metadata.labels);
    return items && { status: 200, body: { items, metadata: {} } };
  });
  const folder = temporaryFolder();
  const KUBECONFIG = join(folder, 'kubeconfig');
  writeFileSync(KUBECONFIG, text);
  const clean = async (env: Record<string, string> = {}) => {
    const out: string[] = [];
    const output = { out: (line: string) => out.push(line), err: (line: string) => out.push(line) };
    const given = { PATH: '', KUBECONFIG, ALLOW_CONTEXT: 'lab', MESHPROOF_CACHE: folder, CLUSTER_NAME: 'none', ...env };
    return { status: await runCli(['clean-run'], given, output), says: out.join('\n') };
  };
  return { clean, deleted: () => asked.filter(({ method }) => method === 'DELETE').map(({ path }) => path) };
}

test.each(['2026-11-27-killed', 'abc123'])('what run %s of another checkout left is removed, and nothing else', async (RUN) => {
  const { clean, deleted } = await cluster();
  expect(await clean({ RUN })).toEqual({ status: 0, says: expect.stringContaining('removed 4 objects') });
  expect(deleted().sort()).toEqual([
    '/api/v1/namespaces/istio-system/configmaps/outside',
    '/api/v1/namespaces/mp-lane-1',
    `${rbac}/clusterroles/looks`,
  ]);
});

test('without RUN runs are listed and nothing is removed', async () => {
  const { clean, deleted } = await cluster();
  const { says } = await clean();
  expect(says).toContain('2026-11-27-killed (abc123): 1 Namespace, 2 ConfigMap, 1 ClusterRole');
  expect(says).toContain('2026-11-28-other (def456): 1 Namespace');
  expect(deleted()).toEqual([]);
});

test('a run that left nothing, and no cluster at all, are told', async () => {
  const { clean } = await cluster();
  expect((await clean({ RUN: 'nosuch' })).says).toContain('nothing in the cluster is of run nosuch');
  expect(await clean({ KUBECONFIG: '' })).toMatchObject({ status: 3, says: expect.stringContaining('There is no cluster none') });
});
