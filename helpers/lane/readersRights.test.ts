import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { clusterFolder } from '../../cluster/host/names.ts';
import { createdHere } from '../../cluster/records/created.ts';
import { plantApi } from '../kube/testing.ts';
import { bindingIn, readerAccount } from './readersRights.ts';

test('each lane side by side has a reader of its own, and one more than there are readers is refused', () => {
  const accounts = Array.from({ length: 12 }, (_, index) => readerAccount({ VITEST_POOL_ID: `${index + 1}` }));
  expect(new Set(accounts).size).toBe(12);
  expect(() => readerAccount({ VITEST_POOL_ID: '13' })).toThrow(/Lane 13 has no reader.*Use LANES=12 or less/);
});

test('the lane’s role is bound in its namespace, to the run and to this lane’s reader', () => {
  expect(bindingIn('mp-lane-1-other', 'reader-3')).toMatchObject({
    kind: 'RoleBinding',
    metadata: { namespace: 'mp-lane-1-other' },
    roleRef: { kind: 'ClusterRole', name: 'meshproof-lane' },
    subjects: [
      { name: 'runner', namespace: 'meshproof' },
      { name: 'reader-3', namespace: 'meshproof' },
    ],
  });
});

test('making a lane creates all of it, applies nothing, leaves nothing outside of it, and notes its namespace', async () => {
  const api = await plantApi('existing', (request) =>
    request.endsWith('/subjectaccessreviews') ? { status: 201, body: { status: { allowed: true } } } : undefined,
  );
  const { Lane } = await import('./lane.ts');
  await new Lane('mp-lane-1', 'x.spec.ts').open();
  expect(api.requests.filter((one) => !one.startsWith('GET ') && !one.endsWith('reviews'))).toEqual([
    'POST /api/v1/namespaces',
    'POST /apis/rbac.authorization.k8s.io/v1/namespaces/mp-lane-1/rolebindings',
  ]);
  expect(createdHere(clusterFolder()).map(({ kind, name }) => `${kind} ${name}`)).toEqual(['Namespace mp-lane-1']);
});

test('in our own cluster a lane is opened without a word', async () => {
  const api = await plantApi('kind');
  const { Lane } = await import('./lane.ts');
  await new Lane('mp-lane-1', 'x.spec.ts').open();
  expect(api.requests).toEqual([]);
});

test('a Role that gives more than a lane’s rights is a need, and no fault of the cluster', async () => {
  const message =
    'roles "all" is forbidden: user "system:serviceaccount:meshproof:runner" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held';
  await plantApi('existing', (request) => (request.startsWith('PATCH') ? { status: 403, body: { message } } : undefined));
  const { noteCreated } = await import('../../cluster/records/created.ts');
  noteCreated(clusterFolder(), { kind: 'Namespace', name: 'mp-lane-1', uid: 'u-1' });
  const { apply } = await import('../kube/objects.ts');
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'all', namespace: 'mp-lane-1' } };
  await expect(apply(role)).rejects.toMatchObject({ name: 'NotApplicable', need: 'our-cluster' });
});
