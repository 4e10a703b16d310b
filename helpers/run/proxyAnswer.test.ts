import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';

const reviews = 'POST /apis/authorization.k8s.io/v1/subjectaccessreviews';
/** An API server that lets its accounts do anything, and injects nothing. */
const generous = (request: string) => (request === reviews ? { status: 201, body: { status: { allowed: true } } } : undefined);

test('in somebody else’s cluster the proxy that is asked lives in a lane, to which the run has admitted itself', async () => {
  const api = await plantApi('existing', generous);
  const { askProxy } = await import('./proxyAnswer.ts');
  expect(await askProxy()).toBeUndefined();
  const changes = api.requests.filter((one) => !one.startsWith('GET ') && one !== reviews);
  const [, lane = ''] = /namespaces\/([^/]+)\//.exec(changes[1] ?? '') ?? [];
  expect(lane).toMatch(/^mp-lane-[0-9a-f]{6}$/);
  expect(changes).toEqual([
    'POST /api/v1/namespaces',
    `POST /apis/rbac.authorization.k8s.io/v1/namespaces/${lane}/rolebindings`,
    `PATCH /api/v1/namespaces/${lane}/pods/proxy`,
    `DELETE /api/v1/namespaces/${lane}`,
  ]);
});

test('where the API server refuses it, the version is unknown and the run goes on', async () => {
  const message = "ValidatingAdmissionPolicy 'meshproof-lanes' with binding 'meshproof-lanes' denied request: no";
  await plantApi('existing', (request) =>
    request === 'POST /api/v1/namespaces' ? { status: 403, body: { message } } : generous(request),
  );
  const { askProxy } = await import('./proxyAnswer.ts');
  expect(await askProxy()).toBeUndefined();
});

test('in our own nobody has to be admitted', async () => {
  const api = await plantApi('embedded', generous);
  const { askProxy } = await import('./proxyAnswer.ts');
  await askProxy();
  expect(api.requests.filter((one) => one.includes('rolebindings'))).toEqual([]);
});
