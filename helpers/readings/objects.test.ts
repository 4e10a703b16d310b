import { expect, test, vi } from 'vitest';
import { Workload } from '../lane/workload.ts';
import { answersNow } from './apiServer.ts';
import { containers, eachPod } from './objects.ts';

vi.mock(import('./apiServer.ts'), () => ({
  answersNow: vi.fn(async () => ({ works: false, says: 'the API server is silent' })),
}));

class Planted extends Workload {
  override pods() {
    const spec = { containers: [{ name: 'hello' }], initContainers: [{ name: 'istio-proxy' }], serviceAccountName: 'default' };
    const bare = { containers: [{ name: 'hello' }] };
    return Promise.resolve([
      { metadata: { name: 'backend-1', labels: { app: 'backend' } }, spec },
      { metadata: { name: 'backend-2' }, spec: bare },
    ]);
  }
}
const backend = new Planted({ name: 'backend', namespace: 'lane', home: 'lane', selector: 'app=backend', injected: true });

test('a part of each pod; what a pod does not have is null', async () => {
  const parts = eachPod(backend, ({ metadata, spec }) => ({ labels: metadata.labels, account: spec.serviceAccountName ?? null }));
  expect((await parts.take()).value).toEqual([{ labels: { app: 'backend' }, account: 'default' }, { account: null }]);
  expect(parts.says).toContain('account: spec.serviceAccountName');
  expect((await eachPod(backend, ({ metadata }) => metadata.labels).take()).value).toEqual([{ app: 'backend' }, null]);
});

test('the names of all containers, those that start before the application’s too', async () => {
  expect((await containers(backend).take()).value).toEqual(['hello', 'hello', 'istio-proxy']);
});

test('no pods is an answer of an API server that answers', async () => {
  const none = { value: [], like: [[]], shown: false };
  expect(containers(backend).blanks).toEqual([[]]);
  expect(await containers(backend).prove(none)).toEqual({ works: false, says: 'the API server is silent' });
  expect(answersNow).toHaveBeenCalledWith('lane');
});
