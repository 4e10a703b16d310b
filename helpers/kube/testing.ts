import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { Cluster } from './connection.ts';

/** `lost`: the connection breaks before the answer. */
type Answer = { status?: number; body: object } | 'lost';
export type Planted = { /** `METHOD path` of what arrived, without queries. */ requests: string[]; bodies: object[] };

const resources: Record<string, object[]> = {
  '/api/v1': [
    { name: 'namespaces', kind: 'Namespace', namespaced: false },
    { name: 'nodes', kind: 'Node', namespaced: false },
    { name: 'pods', kind: 'Pod', namespaced: true },
    { name: 'services', kind: 'Service', namespaced: true },
    { name: 'serviceaccounts', kind: 'ServiceAccount', namespaced: true },
    { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
    { name: 'events', kind: 'Event', namespaced: true },
  ],
  '/apis/rbac.authorization.k8s.io/v1': [
    { name: 'roles', kind: 'Role', namespaced: true },
    { name: 'rolebindings', kind: 'RoleBinding', namespaced: true },
    { name: 'clusterroles', kind: 'ClusterRole', namespaced: false },
    { name: 'clusterrolebindings', kind: 'ClusterRoleBinding', namespaced: false },
  ],
  '/apis/security.istio.io/v1': [{ name: 'authorizationpolicies', kind: 'AuthorizationPolicy', namespaced: true }],
  '/apis/apps/v1': [
    { name: 'deployments', kind: 'Deployment', namespaced: true },
    { name: 'replicasets', kind: 'ReplicaSet', namespaced: true },
  ],
  '/apis/batch/v1': [{ name: 'jobs', kind: 'Job', namespaced: true }],
  '/apis/apiextensions.k8s.io/v1': [{ name: 'customresourcedefinitions', kind: 'CustomResourceDefinition', namespaced: false }],
  '/apis/discovery.k8s.io/v1': [{ name: 'endpointslices', kind: 'EndpointSlice', namespaced: true }],
};

/**
 * An API server that notes what it is asked, and the record of a cluster of this provider that leads to it. Modules are forgotten: import
 * what is tested after this. For tests only.
 */
export async function plantApi(
  provider: Cluster['provider'],
  answer: (request: string, body: object) => Answer | undefined = () => undefined,
): Promise<Planted> {
  const planted: Planted = { requests: [], bodies: [] };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url?.split('?')[0] ?? '';
      const asked = `${request.method} ${path}`;
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as object;
      const known = resources[path];
      if (!known) {
        planted.requests.push(asked);
        planted.bodies.push(body);
      }
      const metadata = { ...(body as { metadata?: object }).metadata, uid: `uid-${planted.requests.length}` };
      const made = request.method === 'POST' ? { status: 201, body: { ...body, metadata } } : { status: 200, body };
      const given = known ? { body: { resources: known } } : (answer(asked, body) ?? made);
      if (given === 'lost') return void request.socket.destroy();
      const { status = 200, body: sent } = given;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(sent));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cache = mkdtempSync(join(tmpdir(), 'planted-'));
  record(cache, provider, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('MESHPROOF_CACHE', cache);
  vi.stubEnv('CLUSTER_NAME', 'planted');
  vi.resetModules();
  onTestFinished(() => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    server.close();
    rmSync(cache, { recursive: true });
  });
  return planted;
}

function record(cache: string, provider: Cluster['provider'], server: string): void {
  const folder = join(cache, 'clusters/planted');
  mkdirSync(folder, { recursive: true });
  const kubeconfig = join(folder, 'kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'admin' } }],
    clusters: [{ name: 'lab', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'admin', user: { token: 'of-the-run' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const cluster: Cluster = {
    name: 'planted',
    provider,
    says: 'a planted cluster',
    capabilities: { owned: provider !== 'existing', isolated: false, built: false },
    kubeconfig,
    context: 'lab',
    bin: '/nowhere',
    substitutions: [],
    components: [],
    networkPolicy: 'none',
    variant: { kubernetes: '1', envoy: '1' },
  };
  writeFileSync(join(folder, 'cluster.json'), JSON.stringify(cluster));
}
