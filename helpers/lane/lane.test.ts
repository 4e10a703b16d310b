import { expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { plantApi } from '../kube/testing.ts';
import type { Workload } from './workload.ts';

const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'debug', namespace: 'mp-lane-1', labels: { run: 'debug' } } };

async function enterAfterLabel(stands: boolean) {
  const gone = { status: 404, body: {} };
  const api = await plantApi('kind', (request) =>
    request === 'GET /api/v1/namespaces/mp-lane-1/pods/debug' ? (stands ? { body: pod } : gone) : undefined,
  );
  const { Lane } = await import('./lane.ts');
  const lane = new Lane('mp-lane-1', 'x.spec.ts');
  await lane.label({ namespace: 'mp-lane-1', pods: async () => [pod] } as unknown as Workload, { app: 'frontend' });
  const labelled = api.requests.length;
  const { cleared } = await lane.enter('empty');
  return { cleared, patched: api.requests.slice(labelled).filter((one) => one.startsWith('PATCH ') && one.endsWith('/debug')) };
}

test('a label that is taken back may still be in effect, as an object that is removed', async () => {
  expect(await enterAfterLabel(true)).toEqual({
    cleared: true,
    patched: ['PATCH /api/v1/namespaces/mp-lane-1/pods/debug'],
  });
});

test('a label that went with its pod is not taken back', async () => {
  expect(await enterAfterLabel(false)).toEqual({ cleared: false, patched: [] });
});

test('a Service that is applied has reached the rules of every node before anything is asked of it', async () => {
  const api = await plantApi('kind', (request) => (request === 'GET /api/v1/nodes' ? { body: { items: [] } } : undefined));
  const { Lane } = await import('./lane.ts');
  const of = async (yaml: string) => {
    const before = api.requests.length;
    await new Lane('mp-lane-1', 'x.spec.ts').apply(yaml);
    return api.requests.slice(before).filter((one) => one.startsWith('GET /api/v1/nodes'));
  };
  expect(await of('apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n')).toEqual([]);
  expect(await of('apiVersion: v1\nkind: Service\nmetadata: { name: a }\nspec: { ports: [{ port: 80 }] }\n')).not.toEqual([]);
});
