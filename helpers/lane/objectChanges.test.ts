import { expect, test } from 'vitest';
import type { Manifest } from '../kube/objects.ts';
import { around, toRaw } from './objectChanges.ts';

const policy = (port: number): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: {
    name: 'backend',
    namespace: 'lane',
    uid: '1',
    resourceVersion: '7',
    generation: 2,
    creationTimestamp: '2026-01-01T00:00:00Z',
    managedFields: [{}],
  },
  spec: { ingress: [{ ports: [{ port }] }] },
  status: { conditions: [] },
});

test('an object is read before and after the change; one that was not there has no before', async () => {
  const served = new Map([['a', policy(80)]]);
  const wanted = ['a', 'b'].map((name) => ({ kind: 'NetworkPolicy', metadata: { name } }));
  const touched = await around(
    wanted,
    async () => void served.set('a', policy(443)).set('b', policy(1)),
    async ({ metadata }) => served.get(metadata?.name ?? ''),
  );
  expect(
    touched.map(({ before, after }) => [before?.spec.ingress[0].ports[0].port, after?.spec.ingress[0].ports[0].port]),
  ).toEqual([
    [80, 443],
    [undefined, 1],
  ]);
});

test('what is kept is YAML without status and the API server’s bookkeeping', () => {
  const raw = toRaw({ object: policy(80), after: policy(80) });
  expect(raw).toEqual({
    object: 'NetworkPolicy/backend',
    before: undefined,
    after: {
      name: 'NetworkPolicy-backend.after.yaml',
      mediaType: 'application/yaml',
      content: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: backend
  namespace: lane
spec:
  ingress:
    - ports:
        - port: 80
`,
    },
  });
});

test('values of a Secret are not kept, and they are counted', () => {
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'tls' },
    data: { 'tls.key': 'c2VjcmV0', 'tls.crt': 'eA==' },
  };
  const { before } = toRaw({ object: secret, before: secret });
  expect(before?.content).not.toContain('c2VjcmV0');
  expect(before?.content).toContain('tls.key: "[value of a Secret removed]"');
  expect(before?.removed).toEqual(new Map([['value of a Secret', 2]]));
});
