import { beforeEach, expect, test } from 'vitest';
import type { Part } from '../cluster/records/parts.ts';
import { plantApi } from './kube/testing.ts';

/** What `work` has used, in a lane with a meshed frontend. */
async function usedBy(work: () => Promise<unknown>): Promise<Part[]> {
  const { notingUses } = await import('./uses.ts');
  const parts = new Set<Part>();
  await notingUses({ parts, crew: () => [{ name: 'frontend', injected: true, parts: ['image docker.io/library/nginx'] }] }, () =>
    work().catch(() => undefined),
  );
  return [...parts].sort();
}

async function frontend() {
  const { Workload, partsOf } = await import('./lane/workload.ts');
  const pod = { kind: 'Pod', spec: { containers: [{ image: 'nginx:1.29' }] } };
  const of = { name: 'frontend', namespace: 'lane', home: 'lane', selector: 'app=frontend', injected: true };
  return new Workload({ ...of, parts: partsOf([pod], true) });
}

const ofFrontend = ['image docker.io/istio/proxyv2', 'image docker.io/library/nginx', 'istiod', 'kubernetes', 'node'];

beforeEach(async () => {
  await plantApi('embedded', () => ({ body: { items: [] } }));
});

test('a claim that asks nobody has used nothing', async () => {
  expect(await usedBy(async () => undefined)).toEqual([]);
});

test('a question to the API server uses Kubernetes, and the instrument behind it', async () => {
  const { api } = await import('./kube/http.ts');
  const { addonGet } = await import('./kube/addons.ts');
  expect(await usedBy(() => api('/version'))).toEqual(['kubernetes']);
  expect(await usedBy(() => addonGet('prometheus', '/api/v1/query?query=up'))).toEqual(['kubernetes', 'prometheus']);
});

test('a question to a workload uses what its pods consist of; what its lane asks by itself is not noted', async () => {
  const workload = await frontend();
  const { unnoted } = await import('./uses.ts');
  expect(await usedBy(() => workload.pods())).toEqual(ofFrontend);
  expect(await usedBy(() => unnoted(() => workload.pods()))).toEqual([]);
});

test('a request uses its server, and the client’s proxy tells that what it carries is HTTP', async () => {
  const client = await frontend();
  const { Workload } = await import('./lane/workload.ts');
  const { HttpProbe } = await import('./readings/http/httpProbe.ts');
  const of = { name: 'backend', namespace: 'lane', home: 'lane', selector: 'app=backend', injected: false };
  const backend = new Workload({ ...of, parts: ['image docker.io/nginxdemos/hello'] });
  const probe = new HttpProbe(client, backend, { url: 'http://10.96.0.7/' });
  const used = await usedBy(async () => probe.noteUse());
  expect(used).toEqual(['image docker.io/nginxdemos/hello', 'istio.alpn']);
});

test('a reader’s command uses its programs and the workloads that it names', async () => {
  const { usesTyped } = await import('./uses.ts');
  expect(await usedBy(async () => usesTyped('kubectl logs deployment/frontend | grep -c GET'))).toEqual([
    'image docker.io/library/nginx',
    'kubernetes',
    'program kubectl',
  ]);
  expect(await usedBy(async () => usesTyped('sed -n 5p module-1.md'))).toEqual([]);
});
