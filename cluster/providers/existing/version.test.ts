import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import { createLab } from '../../records/session.ts';
import { plantTools } from '../../host/testing.ts';
import { Progress } from '../../host/progress.ts';
import { askedVersions, existingProvider } from './provider.ts';
import { asApplied } from './testing.ts';

const template = { spec: { containers: [{ name: 'discovery', image: 'docker.io/istio/pilot:1.30.4-distroless' }] } };
const answers: Record<string, unknown> = {
  '/apis/authentication.k8s.io/v1/selfsubjectreviews': {
    status: { userInfo: { username: 'system:serviceaccount:meshproof:runner' } },
  },
  '/api/v1/nodes': { items: [{ status: { nodeInfo: { kubeletVersion: 'v1.35.8' } } }] },
  '/apis/apps/v1/deployments': { items: [{ metadata: { name: 'istiod' }, spec: { template } }] },
};
const server = createServer((request, response) => {
  const path = request.url?.split('?')[0] ?? '';
  const { status, body } = asApplied(request.method ?? '', path) ?? { status: 200, body: answers[path] ?? {} };
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Prepares for a cluster of Kubernetes 1.35.8 with Istio 1.30.4, with programs of these versions on PATH. */
function prepare(programs: { kubectl: string; istioctl: string }, asked: Parameters<typeof askedVersions>[0] = {}) {
  const folder = plantTools({ ...programs, jq: '' });
  const { port } = server.address() as AddressInfo;
  const KUBECONFIG = join(folder, 'kubeconfig');
  writeFileSync(
    KUBECONFIG,
    `{apiVersion: v1, kind: Config, current-context: lab, contexts: [{name: lab, context: {cluster: lab, user: me}}],
      clusters: [{name: lab, cluster: {insecure-skip-tls-verify: true, server: 'http://127.0.0.1:${port}'}}], users: [{name: me, user: {}}]}`,
  );
  const env = { KUBECONFIG, ALLOW_CONTEXT: 'lab', CLUSTER_NAME: 'mp', MESHPROOF_CACHE: folder, PATH: folder };
  return existingProvider(askedVersions(asked)).prepare(createLab(new Progress(1, () => undefined), env));
}
const fit = { kubectl: '1.36.0', istioctl: '1.30.2' };

test('a KUBERNETES that the cluster is not of is an error that names both', async () => {
  await expect(prepare(fit, { KUBERNETES: '1.36.4' })).rejects.toMatchObject({
    status: 3,
    message: 'KUBERNETES=1.36.4: context lab answers Kubernetes 1.35.8.',
    remedy: expect.stringContaining('Leave KUBERNETES out'),
  });
});

test('an ISTIO that the cluster is not of is one as well; a tag that names no version is left to what istiod answers', async () => {
  await expect(prepare(fit, { ISTIO: '1.31.0' })).rejects.toMatchObject({
    status: 3,
    message: 'ISTIO=1.31.0: context lab answers Istio 1.30.4.',
    remedy: expect.stringContaining('Leave ISTIO out'),
  });
  const [container] = template.spec.containers;
  const image = container!.image;
  container!.image = 'docker.io/istio/pilot:mirrored';
  expect((await prepare(fit, { ISTIO: '1.31.0' })).supply.variant.istio).toBeUndefined();
  container!.image = image;
});

test('the cluster’s own version is taken, named or not; istioctl may be of another patch, kubectl of the next minor', async () => {
  for (const asked of [{}, { KUBERNETES: '1.35.8' }, { ISTIO: 'v1.30.4' }])
    expect((await prepare(fit, asked)).supply.variant).toMatchObject({ kubernetes: '1.35.8', istio: '1.30.4' });
});

test('a Kubernetes that cannot end a command in a pod is refused before anything is made', async () => {
  const [node] = (answers['/api/v1/nodes'] as { items: { status: { nodeInfo: { kubeletVersion: string } } }[] }).items;
  if (node) node.status.nodeInfo.kubeletVersion = 'v1.29.15';
  await expect(prepare(fit)).rejects.toMatchObject({ status: 2, remedy: 'Take a cluster of Kubernetes 1.30 or newer.' });
  if (node) node.status.nodeInfo.kubeletVersion = 'v1.35.8';
});

test('istioctl of another minor than istiod, and kubectl two minors from the server, are errors', async () => {
  await expect(prepare({ kubectl: '1.33.9', istioctl: '1.31.0' })).rejects.toMatchObject({
    status: 2,
    message: 'kubectl on PATH is 1.33.9; 1.34 to 1.36 is wanted. istioctl on PATH is 1.31.0; 1.30 is wanted.',
  });
});
