import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../host/testing.ts';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import type { Artifacts } from '../providers/embedded/build/build.ts';
import { loadVersions } from '../versions.ts';
import { createLab, type Lab } from '../host/session.ts';
import { Progress } from '../host/progress.ts';
import { embeddedProvider } from '../providers/embedded/provider.ts';
import { existingProvider } from '../providers/existing/provider.ts';
import { kindProvider } from '../providers/kind/provider.ts';
import type { Provider } from '../providers/provider.ts';
import { destroy } from './down.ts';
import { istioSidecar, kiali, mtlsStrict } from './mesh.ts';
import { up } from './up.ts';

const versions = loadVersions({});
const artifacts: Artifacts = {
  bin: '/built/bin',
  nodeImage: 'localhost/node',
  registryImage: 'localhost/registry',
  registryStore: '/built/store',
  registryImages: ['docker.io/prom/prometheus:v3', 'quay.io/kiali/kiali:v1'].map((ref) => ({ local: ref, ref })),
  istioManifests: '/built/charts',
  manifests: '/built/manifests',
  components: [{ name: 'kube-network-policies', version: '0.8.0' }],
  substitutions: [],
};

const kubeconfig = `apiVersion: v1
kind: Config
current-context: lab
contexts: [{name: lab, context: {cluster: lab, user: admin}}]
clusters: [{name: lab, cluster: {server: 'https://192.0.2.10:6443'}}]
users: [{name: admin, user: {token: t}}]
`;

async function dryRun(provider: Provider, env: Record<string, string> = {}): Promise<{ text: string; cache: string }> {
  const cache = temporaryFolder();
  const lines: string[] = [];
  const environment = { ...env, DRY_RUN: '1', MESHPROOF_CACHE: cache, CLUSTER_NAME: 'mp' };
  const lab = createLab(new Progress(6, () => undefined), environment, (line) => lines.push(line));
  await up(lab, provider, { all: true, asIs: false });
  lines.push('--- down');
  await destroy(lab, provider);
  return { text: lines.join('\n').replaceAll(cache, '<cache>'), cache };
}

/** The fragments stand in the text, in this order. */
function expectInOrder(text: string, fragments: string[]): void {
  const places = fragments.map((fragment) => ({ fragment, at: text.indexOf(fragment) }));
  expect(places.filter(({ at }) => at < 0).map(({ fragment }) => fragment)).toEqual([]);
  expect(places.map(({ at }) => at)).toEqual(places.map(({ at }) => at).sort((a, b) => a - b));
}

test('embedded: own internal network, registry, kind on Podman, pod network before the policy engine, own charts', async () => {
  const { text, cache } = await dryRun(embeddedProvider(async () => artifacts, versions));
  expectInOrder(text, [
    'podman network create --internal --subnet 10.89.',
    'podman run --detach --name mp-registry',
    'KIND_EXPERIMENTAL_PROVIDER=podman KIND_EXPERIMENTAL_PODMAN_NETWORK=mp',
    'disableDefaultCNI: true',
    'create configmap coredns',
    'cluster/providers/embedded/podman/node-network.sh',
    'network-policies.yaml',
    'istioctl install',
    '/built/manifests/stock-envoy.yaml',
    'cluster.json',
    '--- down',
    'podman ps --all',
    '# remove <cache>/clusters/mp',
  ]);
  expect(text).toContain('--image localhost/node');
  expect(text).toContain('--volume /built/store:/var/lib/registry:ro');
  expect(text).toContain('--manifests /built/charts --filename /built/manifests/istio.yaml');
  expect(existsSync(join(cache, 'clusters'))).toBe(false);
});

test.each(['docker', 'podman'] as const)(
  'kind on %s: published images, kind’s own pod network, nothing built',
  async (engine) => {
    const { text, cache } = await dryRun(kindProvider(engine, versions));
    const variable = engine === 'docker' ? 'KIND_EXPERIMENTAL_DOCKER_NETWORK' : 'KIND_EXPERIMENTAL_PODMAN_NETWORK';
    expectInOrder(text, [
      '# link kind, kubectl, istioctl, jq of PATH',
      'kind create cluster',
      'disableDefaultCNI: false',
      'istioctl install',
      '--- down',
      `${engine} ps --all`,
    ]);
    expect(text).toContain(`KIND_EXPERIMENTAL_PROVIDER=${engine} ${variable}=mp`);
    expect(text).toContain(`--image docker.io/kindest/node:v${versions.kubernetes}`);
    expect(text).not.toMatch(/--manifests|registry|stock-envoy|node-network/);
    expect(existsSync(join(cache, 'clusters'))).toBe(false);
  },
);

test('kind: another Kubernetes is one variable', async () => {
  const { text } = await dryRun(kindProvider('docker', loadVersions({ KUBERNETES: '1.35.4' })));
  expect(text).toContain('--image docker.io/kindest/node:v1.35.4');
});

test('existing: makes no cluster, installs nothing, changes nothing, removes only what was created for this checkout', async () => {
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, kubeconfig);
  const { text, cache } = await dryRun(existingProvider(), { KUBECONFIG: file, ALLOW_CONTEXT: 'lab' });
  expect(text).not.toMatch(/kind create|podman|docker (ps|rm)|istioctl install/);
  expect(text).not.toMatch(/kubectl .*\b(apply|create|delete|patch|label|annotate|replace)\b/);
  expectInOrder(text, [
    'write context lab alone',
    'ask context lab for Istio',
    'look whether Prometheus and Kiali answer; nothing is installed',
    '--- down',
  ]);
  expect(existsSync(join(cache, 'clusters'))).toBe(false);
});

const foreign = async (lab: Lab) => (await existingProvider().prepare(lab)).supply;

test('existing: istio-sidecar only looks, mtls-strict is refused, kiali says where it is', async () => {
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, kubeconfig);
  const lines: string[] = [];
  const env = { KUBECONFIG: file, ALLOW_CONTEXT: 'lab', DRY_RUN: '1', MESHPROOF_CACHE: temporaryFolder() };
  const lab = createLab(new Progress(1, () => undefined), env, (line) => lines.push(line));
  await istioSidecar(lab, foreign);
  await kiali(lab, foreign, (line) => lines.push(line));
  await expect(mtlsStrict(lab, foreign, false)).rejects.toMatchObject({ status: 3, remedy: expect.stringContaining('kind-up') });
  expect(lines.filter((line) => !line.startsWith('#') && !line.includes('port-forward'))).toEqual([
    'Kiali: http://<node>:<node port>/kiali/',
  ]);
});
