import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { openAsk } from '../kube/ask.ts';
import { plantServer } from '../kube/testing.ts';
import { compareSnapshots, takeSnapshot } from './snapshot.ts';

const kinds = ['secrets Secret', 'events Event', 'services Service'].map((one) => {
  const [name, kind] = one.split(' ');
  return { name, kind, namespaced: true, verbs: ['list'] };
});

async function snapshotOf(objects: Record<string, object[]>, secrets = 200) {
  const { text } = await plantServer(({ path, query }) => {
    if (path === '/apis') return { status: 200, body: { groups: [] } };
    if (path === '/api/v1') return { status: 200, body: { resources: kinds } };
    const plural = path.split('/').at(-1) ?? '';
    const all = objects[plural] ?? [];
    // one a page
    const at = Number(query.get('continue') || 0);
    const more = at + 1 < all.length ? { continue: `${at + 1}` } : {};
    return { status: plural === 'secrets' ? secrets : 200, body: { items: all.slice(at, at + 1), metadata: more } };
  });
  return takeSnapshot(await openAsk({ text }));
}

const service = (name: string, change: object = {}, metadata: object = {}) => ({
  metadata: { name, namespace: 'istio-system', uid: `u-${name}`, resourceVersion: '1', ...metadata },
  spec: { port: 80 },
  ...change,
});
const secret = { metadata: { name: 's', namespace: 'default', uid: 'u-s' }, data: { password: 'aHVudGVyMg==' } };
const path = (name: string) => `/api/v1/namespaces/istio-system/services/${name}`;

test('what came, went, changed or was made again under its name is told; what a cluster writes by itself is not', async () => {
  const before = await snapshotOf({ services: ['a', 'b', 'c', 'd'].map((name) => service(name)), secrets: [secret] });
  const after = await snapshotOf({
    services: [
      service('a', { status: { loadBalancer: {} } }, { resourceVersion: '9', managedFields: [] }),
      service('b', { spec: { port: 81 } }),
      service('c', {}, { uid: 'u-again' }),
      service('e'),
    ],
    secrets: [secret],
    events: [service('happened')],
  });
  expect(compareSnapshots(before, after)).toEqual([`~ ${path('b')}`, `~ ${path('c')}`, `- ${path('d')}`, `+ ${path('e')}`]);
  expect(compareSnapshots(before, before)).toEqual([]);
});

test('what kubelets and the API server keep for themselves is not told, the like of others is', async () => {
  const request = (name: string, signerName: string) => service(name, { spec: { signerName } });
  const address = (name: string, by: string) => service(name, {}, { labels: { 'ipaddress.kubernetes.io/managed-by': by } });
  const kubelets = ['kube-apiserver-client-kubelet', 'kubelet-serving'].map((signer) =>
    request(signer, `kubernetes.io/${signer}`),
  );
  const others = [request('client', 'kubernetes.io/kube-apiserver-client'), address('10.0.0.2', 'somebody')];
  const after = await snapshotOf({ services: [...kubelets, address('10.0.0.1', 'ipallocator.k8s.io'), ...others] });
  expect(Object.keys(after)).toEqual([path('10.0.0.2'), path('client')]);
});

test('no Secret’s content is in it', async () => {
  expect(JSON.stringify(await snapshotOf({ secrets: [secret] }))).not.toContain('aHVudGVyMg');
});

test('a kind that may not be listed ends it', async () => {
  await expect(snapshotOf({}, 403)).rejects.toThrow('may not list /api/v1/secrets');
});
