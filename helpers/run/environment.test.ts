import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { writeCluster } from '../../cluster/records/state.ts';
import { measureEnvironment } from './environment.ts';
import { wishes } from './wished.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const pod = (name: string, container: string, image: string) => ({
  metadata: { name },
  spec: { containers: [{ name: container, image }] },
  status: { containerStatuses: [{ name: container, imageID: digest, state: { running: {} } }] },
});
const service = { spec: { selector: { app: 'prometheus' }, ports: [{ port: 9090 }] } };
const kinds = ['Node', 'Pod', 'Namespace', 'ConfigMap', 'Service'];
const pods = '/api/v1/namespaces/istio-system/pods';
const versionOf = `${pods}/istiod-x:15014/proxy/version`;
const values = '/api/v1/namespaces/istio-system/configmaps/values';

/** What an API server says of a small cluster; all else is not found, and nothing may be made. */
const answers: Record<string, unknown> = {
  '/version': { gitVersion: 'v1.36.4' },
  '/api/v1': {
    resources: kinds.map((kind) => ({
      kind,
      name: `${kind.toLowerCase()}s`,
      namespaced: kind !== 'Node' && kind !== 'Namespace',
    })),
  },
  '/api/v1/nodes': {
    items: [{ status: { nodeInfo: { kubeletVersion: 'v1.36.4', containerRuntimeVersion: 'containerd://2.4.2' } } }],
  },
  '/api/v1/namespaces/kube-system': { metadata: { uid: 'u-1' } },
  '/api/v1/namespaces/kube-system/pods': { items: [pod('kindnet-x', 'kindnet-cni', 'docker.io/kindest/kindnetd:v2026')] },
  [`${pods}?labelSelector=app%3Distiod`]: { items: [pod('istiod-x', 'discovery', 'docker.io/istio/pilot:1.31.0')] },
  '/api/v1/namespaces/istio-system/services/prometheus': service,
  [`${pods}?labelSelector=app%3Dprometheus`]: { items: [pod('prometheus-x', 'prometheus', 'docker.io/prom/prometheus:v3.13.5')] },
};
const refused = 'what the user may not read';
const server = createServer((request, response) => {
  const answer = request.method === 'GET' ? answers[request.url ?? ''] : undefined;
  response.statusCode = answer === undefined ? (request.method === 'GET' ? 404 : 403) : answer === refused ? 403 : 200;
  response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? { message: 'no' }));
});

const folder = mkdtempSync(join(tmpdir(), 'meshproof-test-'));

const plantIstioctl = (version: string) =>
  writeFileSync(join(folder, 'istioctl'), `#!/bin/sh\necho '{"clientVersion": {"version": "${version}"}}'\n`, { mode: 0o755 });

/** A cluster as `kind` would record it. */
function record(kubeconfig: string): void {
  const wished = {
    kubernetes: '1.36.4',
    istiod: '1.31.0',
    'pilot-agent': '1.31.0',
    istioctl: '1.31.0',
    prometheus: 'v3.13.5',
    kiali: 'v1.89.0',
    kind: 'v0.33.0',
  };
  const components = Object.entries(wished).map(([name, version]) => ({ name, version }));
  const capabilities = { owned: true, isolated: false, built: false };
  const parts = { bin: folder, substitutions: [], components, networkPolicy: 'kindnet', context: 'lab', kubeconfig };
  writeCluster({
    name: 'mp-measured',
    provider: 'kind',
    says: 'a lab',
    capabilities,
    ...parts,
    variant: { kubernetes: '1.36.4', istio: '1.31.0', envoy: 'of Istio 1.31.0' },
  });
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const config = `{apiVersion: v1, kind: Config, current-context: lab, contexts: [{name: lab, context: {cluster: lab, user: me}}],
    clusters: [{name: lab, cluster: {insecure-skip-tls-verify: true, server: 'http://127.0.0.1:${port}'}}], users: [{name: me, user: {}}]}`;
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, config);
  vi.stubEnv('MESHPROOF_CACHE', folder);
  vi.stubEnv('CLUSTER_NAME', 'mp-measured');
  record(kubeconfig);
});
beforeEach(() => {
  answers[values] = { data: { 'original-values': '{}' } };
  plantIstioctl('1.31.0');
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
  server.closeAllConnections();
  server.close();
});

test('an istiod of another version than the one wanted is an error that names both', async () => {
  answers[versionOf] = '1.30.2-4220640be99e-Clean';
  await expect(measureEnvironment()).rejects.toMatchObject({
    status: 2,
    message: 'Cluster mp-measured is not what was asked for: istiod is 1.30.2; 1.31.0 is wanted.',
    remedy: 'Run `make kind-down`, then try again.',
  });
});

test('an istioctl, or defaults, of another release than the one wanted are errors too', async () => {
  answers[versionOf] = '1.31.0-eed52ebb66ad-Clean';
  answers[values] = { data: { 'original-values': '{ "compatibilityVersion": "1.30" }' } };
  plantIstioctl('1.30.4');
  await expect(measureEnvironment()).rejects.toMatchObject({
    status: 2,
    message:
      'Cluster mp-measured is not what was asked for: istioctl is 1.30.4; 1.31.0 is wanted. compatibilityVersion is 1.30; none is wanted.',
  });
});

test('of an existing cluster ISTIO is wished of istiod and of a proxy, of an own one all that was made', () => {
  const variant = { kubernetes: '1.36.4', istio: '1.31.0', envoy: '1.40.0' };
  const cluster = (owned: boolean) => ({ capabilities: { owned, isolated: false, built: false }, components: [], variant });
  expect(wishes(cluster(false), { ISTIO: '1.30.4' })).toEqual([
    { name: 'istiod', version: '1.30.4' },
    { name: 'pilot-agent', version: '1.30.4' },
  ]);
  expect(wishes(cluster(false), {})).toEqual([]);
  expect(wishes(cluster(true), {})).toEqual([
    { name: 'kubelet', version: '1.36.4' },
    { name: 'compatibilityVersion', version: 'none' },
  ]);
});

test('where no proxy can be asked and no Kiali runs, their versions are unknown, whatever was asked for', async () => {
  answers[versionOf] = '1.31.0-eed52ebb66ad-Clean';
  const { components, ...facts } = await measureEnvironment();
  expect(facts).toMatchObject({
    kubernetes: '1.36.4',
    istio: '1.31.0',
    proxy: 'unknown',
    networkPolicy: 'kindnet v2026',
    clusterUid: 'u-1',
  });
  expect(components).toEqual([
    { name: 'kubernetes', version: '1.36.4' },
    { name: 'istiod', version: '1.31.0', digest },
    { name: 'pilot-agent', version: 'unknown' },
    { name: 'istioctl', version: '1.31.0' },
    { name: 'prometheus', version: 'v3.13.5', digest },
    { name: 'kiali', version: 'unknown' },
    { name: 'kind', version: 'v0.33.0' },
    { name: 'kubelet', version: '1.36.4' },
    { name: 'containerd', version: '2.4.2' },
    { name: 'kindnet', version: 'v2026', digest },
    { name: 'envoy', version: 'unknown' },
    { name: 'compatibilityVersion', version: 'none' },
  ]);
});

test.each([
  ['without a kube-proxy', undefined, 'unknown'],
  ['where its configuration may not be read', refused, 'unknown'],
  ['where its configuration is left and no kube-proxy runs', { data: { 'config.conf': 'mode: "ipvs"\n' } }, 'none'],
])('%s nothing is guessed of its mode', async (_, configMap, mode) => {
  answers['/api/v1/namespaces/kube-system/configmaps/kube-proxy'] = configMap;
  expect(await measureEnvironment()).toMatchObject({ kubeProxyMode: mode });
});
