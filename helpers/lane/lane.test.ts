import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
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

test.each([true, false])(
  'pods that a reader’s command left end before the next claim’s reader names one: %s',
  async (changed) => {
    const left = (name: string, more: object = {}) => ({ metadata: { name, namespace: 'mp-lane-1', ...more } });
    const items = [
      left('debug', { deletionTimestamp: '2026-11-26T21:29:39Z' }),
      left('made', { ownerReferences: [{ uid: 'u' }] }),
    ];
    const api = await plantApi('kind', (request) => {
      if (request === 'GET /api/v1/namespaces/mp-lane-1/pods') return { body: { items } };
      if (/^GET \S+(events|replicasets|deployments)$/.test(request)) return { body: { items: [] } };
      if (request === 'GET /api/v1/namespaces/mp-lane-1/pods/debug') return { status: 404, body: {} };
      return undefined;
    });
    const { Lane } = await import('./lane.ts');
    const lane = new Lane('mp-lane-1', 'x.spec.ts');
    await lane.enter('empty');
    lane.changedByCommand = changed;
    await lane.enter('empty');
    expect(api.requests.filter((one) => one.startsWith('DELETE'))).toEqual(
      changed ? ['DELETE /api/v1/namespaces/mp-lane-1/pods/debug'] : [],
    );
  },
);

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

const settings = '{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}';

test('each namespace of the document is one of the lane’s, and no other', async () => {
  const api = await plantApi('kind');
  const { Lane } = await import('./lane.ts');
  const lane = new Lane('mp-lane-1', 'x.spec.ts');
  lane.serves({ shop: 'lane', bank: 'lane', old: 'other', older: 'other' });
  const made = ['shop', 'bank', 'old', 'older', 'default'].map((namespace) =>
    settings.replace('name: c', `name: c, namespace: ${namespace}`),
  );
  await lane.apply([settings, ...made].join('\n---\n'));
  const namespaces = ['mp-lane-1', 'mp-lane-1', 'mp-lane-1-bank', 'mp-lane-1-other', 'mp-lane-1-older', 'mp-lane-1'];
  expect(api.requests.filter((one) => one.startsWith('PATCH'))).toEqual(
    namespaces.map((namespace) => `PATCH /api/v1/namespaces/${namespace}/configmaps/c`),
  );
  lane.serves();
  await expect(lane.apply(made[1] ?? '')).rejects.toThrow('namespaces: { bank: lane }');
});

test('the lane’s own namespace is no object of a document', async () => {
  await plantApi('kind');
  const { Lane } = await import('./lane.ts');
  const lane = new Lane('mp-lane-1', 'x.spec.ts');
  const namespace = '{apiVersion: v1, kind: Namespace, metadata: {name: default}}';
  await expect(lane.apply(namespace)).rejects.toThrow('Namespace/mp-lane-1 is the lane’s own');
});

test('an object without a name is created, and the one that was made is removed', async () => {
  const api = await plantApi('kind', (request, body) =>
    request.startsWith('POST') ? { status: 201, body: { ...body, metadata: { name: 'call-x7' } } } : undefined,
  );
  const { Lane } = await import('./lane.ts');
  const lane = new Lane('mp-lane-1', 'x.spec.ts');
  const job = '{apiVersion: batch/v1, kind: Job, metadata: {generateName: call-}}';
  await lane.apply(job);
  await lane.remove(job);
  expect(api.requests.filter((one) => !one.startsWith('GET'))).toEqual([
    'POST /apis/batch/v1/namespaces/mp-lane-1/jobs',
    'DELETE /apis/batch/v1/namespaces/mp-lane-1/jobs/call-x7',
  ]);
});

test('a world has one file’s workload in each of two namespaces', async () => {
  const made = new Set<string>();
  const ready = { status: { conditions: [{ type: 'Ready', status: 'True' }] } };
  const api = await plantApi('kind', (request) => {
    const [method, path = ''] = request.split(' ');
    if (/\/(nodes|pods)$/.test(path)) return { body: { items: [] } };
    if (!path.endsWith('/pods/kettle')) return undefined;
    if (method === 'PATCH') made.add(path);
    return made.has(path) ? { body: ready } : { status: 404, body: {} };
  });
  const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(
    join(folder, 'kettle.yaml'),
    '{apiVersion: v1, kind: Pod, metadata: {name: kettle, labels: {run: kettle}}, spec: {}}',
  );
  const both = '[{ name: kettle }, { name: kettle-bank, from: kettle, namespace: bank }]';
  writeFileSync(join(folder, 'both.world.yaml'), `says: two\ninjection: false\nworkloads: ${both}\n`);
  const { Lane } = await import('./lane.ts');
  const lane = new Lane('mp-lane-1', join(folder, 'a.spec.ts'));
  lane.serves({ shop: 'lane', bank: 'lane' });
  const { workloads } = await lane.enter('both');
  expect(Object.values(workloads).map(({ name, service, namespace }) => [name, service, namespace])).toEqual([
    ['kettle', 'kettle', 'mp-lane-1'],
    ['kettle-bank', 'kettle', 'mp-lane-1-bank'],
  ]);
  const pods = ['mp-lane-1', 'mp-lane-1-bank'].map((namespace) => `PATCH /api/v1/namespaces/${namespace}/pods/kettle`);
  expect(api.requests.filter((one) => one.startsWith('PATCH'))).toEqual(expect.arrayContaining(pods));
  const { urlOf } = await import('../readings/http/httpProbe.ts');
  const { kettle, 'kettle-bank': other } = workloads;
  expect(urlOf(kettle!, other!, '/')).toBe('http://kettle.mp-lane-1-bank.svc.cluster.local/');
});
