import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { clusterFolder } from '../../cluster/host/names.ts';
import { createdHere } from '../../cluster/records/created.ts';
import { plantApi } from '../kube/testing.ts';
import { looking, rightsIn } from './readersRights.ts';

const home = { metadata: { name: 'mp-lane-1', uid: 'u-1' } };

test('outside of the lane a reader only looks: at no Secret, and through nothing that starts a program', () => {
  const rules = (looking(home)[0]?.rules ?? []) as { apiGroups?: string[]; resources?: string[]; verbs: string[] }[];
  expect([...new Set(rules.flatMap(({ verbs }) => verbs))].sort()).toEqual(['get', 'list', 'watch']);
  const core = rules.filter(({ apiGroups }) => apiGroups?.includes('')).flatMap(({ resources = [] }) => resources);
  for (const dangerous of ['*', 'secrets', 'nodes/proxy', 'pods/exec', 'pods/attach', 'pods/portforward', 'pods/*'])
    expect(core).not.toContain(dangerous);
  expect(rules.flatMap(({ apiGroups = [] }) => apiGroups)).not.toContain('*');
});

test('the reader’s right to look goes with the lane’s namespace', () => {
  for (const { metadata } of looking(home))
    expect(metadata?.ownerReferences).toEqual([{ apiVersion: 'v1', kind: 'Namespace', name: 'mp-lane-1', uid: 'u-1' }]);
});

test('everything is allowed in namespaces of the lane alone', () => {
  expect(rightsIn('mp-lane-1-other', 'mp-lane-1').map(({ kind, metadata }) => [kind, metadata?.namespace])).toEqual([
    ['Role', 'mp-lane-1-other'],
    ['RoleBinding', 'mp-lane-1-other'],
  ]);
});

test('making a lane creates all of it, applies nothing, and notes what is outside of namespaces', async () => {
  const api = await plantApi('existing', (request) =>
    request.endsWith('/subjectaccessreviews') ? { status: 201, body: { status: { allowed: true } } } : undefined,
  );
  const { Lane } = await import('./lane.ts');
  await new Lane('mp-lane-1', 'x.spec.ts').open();
  const rbac = '/apis/rbac.authorization.k8s.io/v1';
  expect(api.requests.filter((one) => !one.startsWith('GET ') && !one.endsWith('reviews'))).toEqual([
    'POST /api/v1/namespaces',
    'POST /api/v1/namespaces/mp-lane-1/serviceaccounts',
    `POST ${rbac}/clusterroles`,
    `POST ${rbac}/clusterrolebindings`,
    `POST ${rbac}/namespaces/mp-lane-1/roles`,
    `POST ${rbac}/namespaces/mp-lane-1/rolebindings`,
  ]);
  expect(createdHere(clusterFolder()).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'Namespace mp-lane-1',
    'ClusterRole mp-lane-1-reader',
    'ClusterRoleBinding mp-lane-1-reader',
  ]);
});

test('in our own cluster a lane is opened without a word', async () => {
  const api = await plantApi('kind');
  const { Lane } = await import('./lane.ts');
  await new Lane('mp-lane-1', 'x.spec.ts').open();
  expect(api.requests).toEqual([]);
});
